"""What applicants hear of the selection: their result, the offer of a seat, and what becomes of it."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

WITHDRAWN = Notice.Reason.WITHDRAWN


def own_page(notice, subject):
    """The page of the application, with the decision and what to do next."""
    return getattr(subject, "application", subject).get_absolute_url()


def withdrawn_if_gone(notice, subject):
    """Who withdrew the application, or is erased, hears no more of it."""
    application = getattr(subject, "application", subject)
    return WITHDRAWN if application.withdrawn_at or application.person_id != notice.recipient_id else ""


def withdrawn_if_answered(notice, offer):
    """Nobody is asked for an answer that was given."""
    return WITHDRAWN if offer.answer else withdrawn_if_gone(notice, offer)


def with_cohort(notice, subject):
    return {"cohort": subject.cohort}


def with_deadline(notice, offer):
    return {"cohort": offer.cohort, "deadline": date_format(localtime(offer.expires_at), "DATETIME_FORMAT")}


def belongs_to_reader(notice, subject):
    return getattr(subject, "application", subject).person_id == notice.recipient_id


def kind(name, label, *, check=withdrawn_if_gone, context=with_deadline, related=("application", "cohort")):
    """Nobody chooses to miss these: seats are lost by them."""
    return Kind(
        name=name,
        label=label,
        template=f"academy/mail/{name}",
        url=own_page,
        check=check,
        context=context,
        may_read=belongs_to_reader,
        related=related,
        can_choose=False,
    )


KINDS = [
    kind("result", _("The result of my application to a cohort"), context=with_cohort, related=("cohort",)),
    kind("offer", _("I am offered a seat in a cohort"), check=withdrawn_if_answered),
    kind("offer_reminder", _("An offer of a seat ends soon"), check=withdrawn_if_answered),
    kind("moved_up", _("A seat became free for me"), check=withdrawn_if_answered),
    kind("offer_expired", _("An offer of a seat has ended")),
    kind("offer_withdrawn", _("The organizers take an offer of a seat back")),
]
