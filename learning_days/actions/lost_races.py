"""What the database refuses because somebody else was quicker, in words that a person can act on."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

DEADLOCK = "40P01"


@contextmanager
def told_in_words():
    """A change that lost a race is refused with a sentence; nothing of it is kept."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        said = _sentences().get(refusal.__cause__.diag.constraint_name)
        if said is None:
            raise
        raise ValidationError(said, code="lost_race") from None
    except OperationalError as refusal:
        if getattr(refusal.__cause__, "pgcode", None) != DEADLOCK:
            raise
        said = _("Somebody else changed the programme at the same moment. Please send it again.")
        raise ValidationError(said, code="lost_race") from None


def _sentences():
    """By the name of the constraint, as in learning_days/models and migration 0002."""
    outside = _("The hours of this day were changed a moment ago, or it was cancelled. Look at it again.")
    smaller = _("The room was made smaller a moment ago, or more people took a seat. Choose a larger one.")
    return {
        "workshops_apart_in_a_room": _("Somebody placed another workshop in this room at this time a moment ago."),
        "workshop_leads_apart": _("Somebody who leads it got another workshop at this time a moment ago."),
        "workshop_seats_apart": _("Somebody with a seat in it took one in another workshop at this time a moment ago."),
        "workshop_lead_once": _("This person leads the workshop already."),
        "workshop_placed_once_accepted": _("The workshop was declined or cancelled a moment ago."),
        "workshop_within_its_day": outside,
        "workshop_placed_in_its_edition": outside,
        "workshop_fits_its_room": smaller,
        "workshop_capacity_holds_the_seated": smaller,
    }
