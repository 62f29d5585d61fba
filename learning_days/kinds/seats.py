"""What people hear of seats in workshops for which they wait."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..clocks import Clocks
from ..mail_files import workshop_file
from ..own_events import newest_of
from ..released import workshops_of


def workshop_of(notice, seat):
    return seat.workshop.get_absolute_url()


def has_seat(notice, seat):
    return bool(seat.seated_at and not seat.left_at and seat.registration.person_id == notice.recipient_id)


def withdrawn_if_left(notice, seat):
    """Who left the workshop meanwhile has no seat there."""
    return "" if has_seat(notice, seat) else Notice.Reason.WITHDRAWN


def load_released(notices):
    """Give each seat its workshop as it was released, as `released`: readers know of no draft. One query."""
    editions = {notice.subject.workshop.edition_id for notice in notices}
    items = {item.id: item for release in newest_of(editions) for item in workshops_of(release)}
    for notice in notices:
        notice.subject.released = items.get(notice.subject.workshop_id)


def with_hours(notice, seat):
    """When and where it is: at the venue, and on the reader's clock where that is another one."""
    item, clocks = getattr(seat, "released", None), Clocks(seat.workshop.edition.zone)
    if item is None:
        return {"title": seat.workshop.title}
    return {
        "title": item.title,
        "room": item.room_name,
        "day": clocks.date(item.starts_at),
        "hours": clocks.hours(item.starts_at, item.ends_at),
        "own_hours": clocks.own_hours(item.starts_at, item.ends_at),
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
        related=("workshop__edition", "registration"),
        load=load_released,
    ),
]
