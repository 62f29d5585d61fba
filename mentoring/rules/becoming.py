"""How a learner becomes a mentor: what somebody has learnt here they may teach, first beside somebody else.

A skill may be offered by whoever
- completed a course that prepares mentors and teaches it,
- completed a track one of whose courses teaches it, or
- met for LEARNT_MINUTES with a mentor from whom they wanted to learn it.

It begins with one place, as a co-mentor. After the first pairing that is finished so, the skills stand on their own.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

LEARNT_MINUTES = 10 * 60
FIRST_CAPACITY = 1


class Learnt(NamedTuple):
    """A skill that somebody may offer; `course`: the key of the completed one that taught it, if one did."""

    skill: int
    course: int | None


def may_offer(*, courses, minutes, offered):
    """The skills that somebody may begin to offer, each once, in order.

    `courses`: (course, skill) of what was completed; `minutes`: {wanted skill: minutes logged for it}; `offered`:
    skills that are offered already.
    """
    found = {}
    for course, skill in courses:
        found.setdefault(skill, Learnt(skill, course))
    for skill, logged in minutes.items():
        if logged >= LEARNT_MINUTES:
            found.setdefault(skill, Learnt(skill, None))
    return [learnt for skill, learnt in found.items() if skill not in offered]


def in_words():
    """The rule as a reader reads it."""
    return _(
        "You may offer what you learnt here: the skills of a course that prepares mentors or of a track that you "
        "completed, and those for which you met your mentor for %(hours)d hours."
    ) % {"hours": LEARNT_MINUTES // 60}
