"""What people hear of seats in workshops for which they wait."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..clocks import Clocks
from ..mail_files import workshop_file


def workshop_of(notice, seat):
    return seat.workshop.get_absolute_url()


def has_seat(notice, seat):
    return bool(seat.seated_at and not seat.left_at and seat.registration.person_id == notice.recipient_id)


def withdrawn_if_left(notice, seat):
    """Who left the workshop meanwhile has no seat there."""
    return "" if has_seat(notice, seat) else Notice.Reason.WITHDRAWN


def with_hours(notice, seat):
    """When and where it is: at the venue, and on the reader's clock where that is another one."""
    workshop, clocks = seat.workshop, Clocks(seat.workshop.edition.zone)
    if workshop.starts_at is None:
        return {"workshop": workshop}
    return {
        "workshop": workshop,
        "day": clocks.date(workshop.starts_at),
        "hours": clocks.hours(workshop.starts_at, workshop.ends_at),
        "own_hours": clocks.own_hours(workshop.starts_at, workshop.ends_at),
    }


KINDS = [
    Kind(
        name="workshop_seat",
        label=_("I get a seat in a workshop for which I wait"),
        template="learning_days/mail/workshop_seat",
        url=workshop_of,
        check=withdrawn_if_left,
        context=with_hours,
        may_read=has_seat,
        attached=workshop_file,
        related=("workshop__edition", "workshop__room", "registration"),
    ),
]
