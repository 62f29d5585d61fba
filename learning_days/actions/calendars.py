"""The private address of a person's calendar."""

from ..models import CalendarToken
from ..models.calendars import new_address


def renew_calendar(*, person, now):
    """Give the person a new address, the first one too; the old one answers nobody any more."""
    renewed = {"token": new_address(), "renewed_at": now}
    row, _is_new = CalendarToken.objects.update_or_create(person=person, defaults=renewed)
    return row
