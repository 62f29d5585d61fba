"""What a mentor's offer may say, and when it may be lowered, paused and stopped."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LEAST_PLACES, MOST_PLACES = 1, 5
LONGEST_ABSENCE = 366  # days


def check_capacity(capacity, *, pairs, held):
    """Raise ValidationError unless so many people may be taken: 1 to 5, and no fewer than have a place.

    `pairs`: the mentor's pairs that run; `held`: places that proposals hold until they are answered.
    """
    if capacity < LEAST_PLACES:
        raise _of_capacity(_("Take at least one person. To take nobody for a while, pause or stop your offer."), "zero")
    if capacity > MOST_PLACES:
        raise _of_capacity(_("Take at most %(most)s people at the same time."), "too_many", most=MOST_PLACES)
    if capacity < pairs + held:
        raise _of_capacity(_taken(pairs, held), "below_load")


def _taken(pairs, held):
    """Who has a place, in a sentence or two, and what can be done."""
    said = []
    if pairs:
        have = ngettext("%(number)s person has a place with you.", "%(number)s people have a place with you.", pairs)
        said.append(have % {"number": pairs})
    if held:
        hold = ngettext(
            "A proposal holds %(number)s place until it is answered.",
            "Proposals hold %(number)s places until they are answered.",
            held,
        )
        said.append(hold % {"number": held})
    said.append(_("You cannot take fewer than that."))
    return " ".join(said)


def _of_capacity(sentence, code, **params):
    return ValidationError({"capacity": ValidationError(sentence, code=code, params=params or None)})


def check_skills(skills):
    """Raise ValidationError unless something is offered: nobody is found for a mentor of nothing."""
    if not skills:
        sentence = _("Choose at least one skill that you can teach.")
        raise ValidationError({"skills": ValidationError(sentence, code="no_skill")})


def check_absence(until, today):
    """Raise ValidationError unless the last day of an absence comes, within a year; None is no absence."""
    if until is not None and not today <= until <= today + timedelta(days=LONGEST_ABSENCE):
        sentence = _("Choose a last day between today and a year from now, or leave it empty.")
        raise ValidationError({"away_until": ValidationError(sentence, code="away_until")})


def is_away(mentor, today):
    """Whether the mentor is away today; the last day of the absence is included."""
    return mentor.away_until is not None and mentor.away_until >= today
