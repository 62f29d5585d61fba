"""What organizers see after a round went out: answers, later offers, whose pairing broke, and who is silent."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from .models import MentoringRequest, Pairing, Proposal
from .round_rows import BROKEN

SHOWN = 50  # rows of a list on the page


def answers_of(matching, now):
    """[(name, what it means, number, share in per cent)] of all proposals of the round."""
    offered = Proposal.objects.offered().filter(round=matching)
    is_open, answer = Q(answer="", expires_at__gt=now), Proposal.Answer
    half = Q(mentee_accepted_at__isnull=False) | Q(mentor_accepted_at__isnull=False)
    counts = offered.aggregate(
        all=Count("pk"),
        accepted=Count("pk", filter=Q(answer=answer.ACCEPTED)),
        half=Count("pk", filter=is_open & half),
        open=Count("pk", filter=is_open & ~half),
        declined=Count("pk", filter=Q(answer=answer.DECLINED)),
        lapsed=Count("pk", filter=Q(answer=answer.EXPIRED) | Q(answer="", expires_at__lte=now)),
        withdrawn=Count("pk", filter=Q(answer=answer.WITHDRAWN)),
    )
    words = {
        "accepted": _("both accepted"),
        "half": _("one accepted, the other has not answered yet"),
        "open": _("nobody answered yet"),
        "declined": _("declined"),
        "lapsed": _("lapsed without an answer"),
        "withdrawn": _("withdrawn"),
    }
    return [(name, said, counts[name], 100 * counts[name] // max(counts["all"], 1)) for name, said in words.items()]


def later_offers(matching):
    """Those that came after the round itself: the next best, and after a pairing broke."""
    rows = Proposal.objects.offered().filter(round=matching, origin__in=["next", "orphan"])
    return rows.select_related("request__person", "mentor__person").order_by("-offered_at", "-pk")[:SHOWN]


def orphans_in(matching):
    """Open requests of the round's place whose pairing broke, and that wait for no answer."""
    broken = Pairing.objects.filter(request=OuterRef("pk"), ending__in=BROKEN)
    waiting = Proposal.objects.unanswered().filter(request=OuterRef("pk"))
    rows = MentoringRequest.objects.in_place(cohort=matching.cohort_id, area=matching.area_id).open()
    return rows.filter(Exists(broken), ~Exists(waiting)).select_related("person").order_by("created_at", "pk")


def silent_in(matching, now):
    """Pairs of the round whose mentor gave no sign for too long."""
    rows = Pairing.objects.silent_at(now).filter(proposal__round=matching)
    return rows.with_people().order_by("mentor_sign_at", "pk")[:SHOWN]
