"""The rule that a pair breaks, in words for organizers. Whose wish or secret it is stays untold."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .clocks import duration_said


def broken_said(because):
    """[sentence] on each Because of the engine that organizers can override; those they cannot are one sentence."""
    said = [SAID[each.code](each.facts) for each in because if each.code in SAID]
    return said if len(said) == len(because) else [*said, never()]


def never():
    """Why a pair cannot be, whatever organizers choose."""
    return _(
        "These two cannot be a pair: one of them declined the other or worked with them before, has to judge the "
        "other's application, or has a reason that stays private."
    )


SAID = {
    "affiliate": lambda facts: _("They belong to the same affiliate."),
    "away": lambda facts: _("The mentor is away until %(day)s.") % {"day": _day(facts["until"])},
    "language": lambda facts: _("They have no language in common in which both can talk."),
    "skill": lambda facts: _("The mentor offers none of the wanted skills."),
    "hours": lambda facts: (
        _("They share %(minutes)s a week; %(least)s are asked for.")
        % {"minutes": duration_said(facts["minutes"]), "least": duration_said(facts["least"])}
    ),
}


def _day(iso):
    return date_format(date.fromisoformat(iso)) if iso else "–"
