"""What a change would do to a round before it is made: a pair that is forced, more places, other mentors."""

from dataclasses import dataclass, replace

import numpy as np

from .candidates import Candidates, gather
from .flow import Figures, best


@dataclass(frozen=True)
class WhatIf:
    """`before`, `after`: Figures; `alone`: keys of mentees who have a mentor now and would have none; `gained`: who
    would have one then; `moved`: who would have another.
    """

    before: Figures
    after: Figures
    alone: tuple
    gained: tuple
    moved: tuple

    @property
    def change(self):
        """What is more or less on each level."""
        return Figures(*(new - old for new, old in zip(self.after, self.before, strict=True)))


def forced(matching, terms, pair):
    """What the best matching with this (mentee's key, mentor's key) in it would be; LockRefused, RoundTooLarge.

    `matching`: the best one without. Of equally good ones the one with the fewest changes is told of.
    """
    held = frozenset(lock for lock in terms.locked if lock[0] != pair[0])
    return compared(matching, best(matching.candidates, replace(terms, locked=held | {pair}), near=matching))


def refused(matching, terms, pair):
    """What the best matching without this pair would be."""
    held = replace(terms, locked=terms.locked - {pair}, forbidden=terms.forbidden | {pair})
    return compared(matching, best(matching.candidates, held, near=matching))


def with_mentors(matching, terms, mentors):
    """What these further mentors would change; one whose key is in the round stands in for the one who has it."""
    return compared(matching, best(joined(matching.candidates, mentors, terms), terms))


def compared(before, after):
    old, new = before.pairs, after.pairs
    alone = tuple(key for key in old if key not in new)
    gained = tuple(key for key in new if key not in old)
    moved = tuple(key for key in new if key in old and new[key] != old[key])
    return WhatIf(before.figures, after.figures, alone, gained, moved)


def joined(candidates, mentors, terms):
    """The Candidates with those of further mentors, all pairs of theirs."""
    tongues = {tongue for mentor in mentors for tongue in mentor.levels}
    skills = {skill for mentor in mentors for skill in mentor.offers}
    suited = [at for at, one in enumerate(candidates.mentees) if tongues & one.levels.keys() and skills & {*one.wants}]
    added = gather([candidates.mentees[at] for at in suited], mentors, replace(terms, most_each=None))
    of_added = np.array(suited, np.int32)[added.mentee]
    keys = {mentor.key for mentor in mentors}
    stays = np.array([mentor.key not in keys for mentor in candidates.mentors], bool)
    position = np.cumsum(stays) - 1  # among those who stay
    rows = stays[candidates.mentor]
    mentors = (*(mentor for mentor in candidates.mentors if mentor.key not in keys), *added.mentors)
    return Candidates(
        candidates.mentees,
        mentors,
        np.concatenate([candidates.mentee[rows], of_added]),
        np.concatenate([position[candidates.mentor[rows]], added.mentor + int(stays.sum())]).astype(np.int32),
        np.concatenate([candidates.points[rows], added.points]),
        int(rows.sum()) + added.eligible,
    )
