"""Who counts as an experienced mentor: one rule, for the query and for the words on the page."""

from django.utils.translation import gettext as _

from ..querysets.mentors import EXPERIENCED_MINUTES, EXPERIENCED_PAIRINGS


def is_experienced(*, finished, minutes):
    """By pairings that were finished as their mentor, or by minutes logged as mentor or co-mentor."""
    return finished >= EXPERIENCED_PAIRINGS or minutes >= EXPERIENCED_MINUTES


def in_words():
    """The rule as a reader reads it."""
    return _(
        "An experienced mentor has finished %(pairings)d pairings or logged %(hours)d hours of meetings as a mentor."
    ) % {"pairings": EXPERIENCED_PAIRINGS, "hours": EXPERIENCED_MINUTES // 60}
