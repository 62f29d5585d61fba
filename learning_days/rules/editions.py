"""When an edition may be published, and what its days and rooms have to hold."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def check_can_publish(edition, *, days):
    """Raise ValidationError unless readers find a day, and whom it is for where people register."""
    if not days:
        raise ValidationError(_("Add a day first: readers look for when it is."), code="no_day")
    if edition.registration_opens_at and not edition.criteria:
        raise ValidationError(_("Say who gets a seat: the criteria are published with the registration."), code="why")


def check_day_seats(capacity, *, held):
    """Raise ValidationError where more people have a seat of the day, or an offer of one, than it would have."""
    if capacity is not None and capacity < held:
        raise ValidationError(
            ngettext(
                "%(held)s person has a seat or an offer of one already.",
                "%(held)s people have a seat or an offer of one already.",
                held,
            ),
            code="seated",
            params={"held": held},
        )


def check_room_holds(capacity, needs):
    """Raise ValidationError where a workshop in the room has more seats. `needs`: [(title, how many)]"""
    for title, number in needs:
        if number > capacity:
            raise ValidationError(
                _("“%(title)s” needs the room for %(number)s people."),
                code="room_small",
                params={"title": title, "number": number},
            )
