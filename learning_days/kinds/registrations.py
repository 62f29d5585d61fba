"""What people hear of the days they registered for: their seat, their place in the line, and offers that expire."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..mail_files import day_file
from ..models import Registration

WITHDRAWN, CANCELLED = Notice.Reason.WITHDRAWN, Notice.Reason.CANCELLED


def withdrawn_if_left(notice, registration):
    """Who left hears no more of the day, nor does anybody once it is cancelled: that is told by itself."""
    if registration.left_at or registration.person_id != notice.recipient_id:
        return WITHDRAWN
    return CANCELLED if registration.day.cancelled_at else ""


def withdrawn_unless_seated(notice, registration):
    return withdrawn_if_left(notice, registration) if registration.seated_at else WITHDRAWN


def withdrawn_unless_waiting(notice, registration):
    """Who got a seat or an offer meanwhile is told of that."""
    moved_on = registration.seated_at or registration.offered_at
    return WITHDRAWN if moved_on else withdrawn_if_left(notice, registration)


def withdrawn_unless_offered(notice, registration):
    """Nobody is asked for an answer that was given, or that comes too late."""
    if registration.offered_at is None or registration.offer_expires_at <= now():
        return WITHDRAWN
    return withdrawn_if_left(notice, registration)


def cancelled_if_day_is(notice, registration):
    return CANCELLED if registration.day.cancelled_at else ""


def withdrawn_unless_day_is_cancelled(notice, day):
    """Told to those who are registered still."""
    there = Registration.objects.standing().filter(day=day, person=notice.recipient_id)
    return "" if day.cancelled_at and there.exists() else WITHDRAWN


def is_cancelled(notice, day):
    return day.cancelled_at is not None


def belongs_to_reader(notice, registration):
    return registration.person_id == notice.recipient_id


def with_day(notice, registration):
    """The day on the venue's clock, and until when a seat is held on the reader's."""
    day, until = registration.day, registration.offer_expires_at
    return {
        "day": day,
        "edition": day.edition,
        "when": date_format(day.date),
        "begins": date_format(localtime(day.starts_at, ZoneInfo(day.edition.zone)), "TIME_FORMAT"),
        "deadline": date_format(localtime(until), "DATETIME_FORMAT") if until else "",
    }


def with_own_day(notice, day):
    return {"day": day, "edition": day.edition, "when": date_format(day.date)}


def registering(notice, registration):
    """Where the person sees how they stand."""
    return reverse("learning_days:register", args=[registration.day.edition.slug])


def ticket_of(notice, registration):
    """Who has a seat shows this at the door."""
    return reverse("learning_days:ticket", args=[registration.token])


def answering(notice, registration):
    return reverse("learning_days:answer_offer", args=[registration.pk])


def kind(name, label, check, url=registering, can_choose=False, attached=None):
    return Kind(
        name=name,
        label=label,
        template=f"learning_days/mail/{name}",
        url=url,
        check=check,
        context=with_day,
        may_read=belongs_to_reader,
        related=("day__edition__language",),
        can_choose=can_choose,
        attached=attached,
    )


KINDS = [
    kind(
        "day_seat",
        _("I have a seat at Learning Days"),
        withdrawn_unless_seated,
        ticket_of,
        can_choose=True,
        attached=day_file,
    ),
    kind("day_waiting", _("I wait for a seat at Learning Days"), withdrawn_unless_waiting, can_choose=True),
    kind("day_offer", _("A seat at Learning Days is held for me"), withdrawn_unless_offered, answering),
    kind("day_offer_reminder", _("A held seat at Learning Days ends soon"), withdrawn_unless_offered, answering),
    kind("day_offer_lapsed", _("A held seat at Learning Days went on"), cancelled_if_day_is),
    kind("day_taken_out", _("Organizers take me out of a day"), cancelled_if_day_is),
    Kind(
        name="day_cancelled",
        label=_("A day of Learning Days is cancelled"),
        template="learning_days/mail/day_cancelled",
        url=lambda notice, day: day.edition.get_absolute_url(),
        check=withdrawn_unless_day_is_cancelled,
        context=with_own_day,
        may_read=is_cancelled,
        related=("edition",),
        can_choose=False,
    ),
]
