"""What people hear of a round: who is proposed to them, or that there is nobody, and why."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..because import Reader, names_for
from ..models import MentoringRequest, Proposal, Unmatched
from ..why_nobody import why_nobody

WITHDRAWN = Notice.Reason.WITHDRAWN
REQUEST = ("person", "cohort", "area")


def own_page(notice, subject):
    return subject.get_absolute_url()


def dashboard(notice, matching):
    return reverse("mentoring:dashboard")


def to_answer(notice, matching):
    """The proposals of the round that wait for this mentor."""
    open_ones = Proposal.objects.open_at(now()).filter(round=matching, mentor_accepted_at__isnull=True)
    return open_ones.filter(mentor__person=notice.recipient_id)


def withdrawn_if_answered(notice, matching):
    return "" if to_answer(notice, matching).exists() else WITHDRAWN


def withdrawn_if_not_alone(notice, request):
    """Nobody is told that there is nobody once there is somebody, or once they look no more."""
    is_open = MentoringRequest.objects.open().filter(pk=request.pk).exists()
    return WITHDRAWN if not is_open or request.proposals.unanswered().exists() else ""


def with_count(notice, matching):
    """How many wait for an answer, and until when."""
    waiting = to_answer(notice, matching)
    first = waiting.order_by("expires_at", "pk").first()
    deadline = first and date_format(localtime(first.expires_at), "DATETIME_FORMAT")
    return {"count": waiting.count(), "deadline": deadline or "", "round": matching}


def with_place(notice, request):
    return {"place": request.place}


def with_reason(notice, request):
    """Why the newest published round found nobody, in sentences."""
    rows = Unmatched.objects.filter(request=request, solution__round__published_at__isnull=False)
    row = rows.order_by("-solution").first()
    codes = row.codes if row else []
    reasons = why_nobody(codes, reader=Reader.MENTEE, names=names_for([codes]))
    return with_place(notice, request) | {"reasons": reasons}


def may_read_own(notice, request):
    return request.person_id == notice.recipient_id


def kind(name, label, **more):
    """Nobody chooses to miss these: somebody waits for the answer, or it is the answer."""
    return Kind(name=name, label=label, template=f"mentoring/mail/{name}", can_choose=False, **more)


ALONE = {
    "url": own_page,
    "check": withdrawn_if_not_alone,
    "context": with_place,
    "may_read": may_read_own,
    "related": REQUEST,
}

KINDS = [
    kind(
        "round_proposals",
        _("A round proposes people for me to mentor"),
        url=dashboard,
        check=withdrawn_if_answered,
        context=with_count,
        may_read=lambda notice, matching: True,
    ),
    kind("round_nobody", _("A round found no mentor for me"), **ALONE | {"context": with_reason}),
    kind("still_waiting", _("There is no mentor for me at the moment"), **ALONE),
]
