"""What a change to a solved round would bring, before anybody makes it. Nothing is written.

The pairs that can be were kept with the solution: a change is answered by solving them again, from memory.
"""

from dataclasses import dataclass, replace

import numpy as np

from people.models import Person

from ..kept_candidates import read
from ..models import Mentor, MentoringRequest
from ..round_rows import apart, chosen, parties_of, terms_of
from ..rows import among, mentees, mentors
from ..rules import recruiting, what_if
from ..rules import solving as rules
from ..rules.flow import LockRefused, best, match


@dataclass(frozen=True)
class Told:
    """`before`, `after` and what is more or less, `change`: Figures. `alone`: the requests (keys) that would lose their
    mentor, `gained`: that would find one, `moved`: that would have another.
    """

    before: tuple
    after: tuple
    change: tuple
    alone: tuple
    gained: tuple
    moved: tuple


class Solved:
    """The newest solution of a round, as it was kept, with the choices that hold now.

    Of the people only those are read whom a change concerns: `pairs` of (request, mentor), and those that are locked.
    Of a round that went out nothing is asked anew: whoever is a pair by now was not one then.
    """

    def __init__(self, matching, pairs=(), check=rules.check_can_ask_what_if):
        solution = matching.solutions.order_by("-version").first()
        check(matching, solution)
        found = read(solution.candidates)
        here = MentoringRequest.objects.in_place(cohort=matching.cohort_id, area=matching.area_id)
        self.requests = keys(here, found.candidates.mentees, [one for one, _other in pairs])
        self.guides = keys(Mentor.objects.all(), found.candidates.mentors, [other for _one, other in pairs])
        people = {pk: _Key(person) for person, pk in self.requests.items()}
        guides = {pk: _Key(person) for person, pk in self.guides.items()}
        self.terms = chosen(terms_of(matching), matching, people, guides)
        concerned = {(one.person_id, other.person_id) for one, other in pairs} | self.terms.locked
        self.found = self.filled(found, concerned, is_asked_anew=matching.published_at is None)

    def filled(self, found, concerned, *, is_asked_anew):
        """The Matching with all that those concerned say of themselves; the terms with who must not meet of them."""
        ones, others = {one for one, _other in concerned}, {other for _one, other in concerned}
        people, _lost = mentees((pk, one) for one, pk in self.requests.items() if one in ones)
        rows = ((pk, other, 0, None) for other, pk in self.guides.items() if other in others)
        guides, _lost = mentors(rows)
        if is_asked_anew:
            self.terms = apart(self.terms, people, guides)
        full = {each.key: each for each in people.values()}
        wide = {each.key: each for each in guides.values()}
        kept = found.candidates
        candidates = replace(
            kept,
            mentees=tuple(replace(full.get(each.key, each), waited=each.waited) for each in kept.mentees),
            mentors=tuple(replace(wide.get(each.key, each), places=each.places) for each in kept.mentors),
        )
        return replace(found, candidates=candidates)

    def told(self, answer):
        """A WhatIf of the engine, with the keys of requests in place of those of people."""
        moved = (tuple(self.requests[one] for one in ones) for ones in (answer.alone, answer.gained, answer.moved))
        return Told(answer.before, answer.after, answer.change, *moved)

    def with_mentees(self, parties):
        """The Matching with all that its mentees say of themselves now."""
        self.requests |= parties.requests
        full = {each.key: each for each in parties.mentees.values()}
        mentees = tuple(full.get(each.key, each) for each in self.found.candidates.mentees)
        return replace(self.found, candidates=replace(self.found.candidates, mentees=mentees))


@dataclass(frozen=True)
class _Key:
    key: int


def keys(rows, parties, more):
    """{person: the key of their newest row} of those in the solution, and of `more` rows."""
    found = rows.filter(person__in=among(party.key for party in parties)).order_by("pk")
    return dict(found.values_list("person", "pk")) | {row.person_id: row.pk for row in more}


def if_locked(*, round, request, mentor):  # noqa: A002 - a round is a round
    """Told of a pair that is made in any case; ValidationError where it must not be, or has no place."""
    solved = Solved(round, [(request, mentor)])
    pair = request.person_id, mentor.person_id
    return checked(lambda: solved.told(what_if.forced(solved.found, solved.terms, pair)))


def if_it_had_been(*, round, request, mentor):  # noqa: A002
    """Told of a pair that a published round did not make; ValidationError where it could not be."""
    solved = Solved(round, [(request, mentor)], check=rules.check_is_kept)
    pair = request.person_id, mentor.person_id
    return checked(lambda: solved.told(what_if.forced(solved.found, solved.terms, pair)))


def if_forbidden(*, round, request, mentor):  # noqa: A002
    """Told of a pair that is not made."""
    solved = Solved(round, [(request, mentor)])
    pair = request.person_id, mentor.person_id
    return checked(lambda: solved.told(what_if.refused(solved.found, solved.terms, pair)))


def if_preferred(*, round, request, mentor, points):  # noqa: A002
    """Told of so many of the organizer's points for a pair; ValidationError where the pair cannot be anyway."""
    solved = Solved(round, [(request, mentor)])
    pair = request.person_id, mentor.person_id
    candidates = solved.found.candidates
    at = position(candidates, *pair)
    rules.check_can_prefer(at is not None)
    worth = candidates.points.copy()
    worth[at] += points - solved.terms.choices.get(pair, 0)
    terms = replace(solved.terms, choices={**solved.terms.choices, pair: points})
    preferred = replace(candidates, points=worth)
    return checked(lambda: solved.told(what_if.compared(solved.found, best(preferred, terms, near=solved.found))))


def position(candidates, one, other):
    """Where the pair stands among the candidates, or None."""
    mentees, mentors = ([each.key for each in side] for side in (candidates.mentees, candidates.mentors))
    if one not in mentees or other not in mentors:
        return None
    rows = (candidates.mentee == mentees.index(one)) & (candidates.mentor == mentors.index(other))
    found = np.flatnonzero(rows)
    return int(found[0]) if len(found) else None


def if_terms(*, round, **terms):  # noqa: A002
    """Told of other `thin_below`, `least_minutes` or `may_share_affiliate`. All but the first score everybody anew."""
    solved = Solved(round)
    if set(terms) == {"thin_below"}:
        changed = replace(solved.terms, **terms)
        return checked(lambda: solved.told(what_if.compared(solved.found, best(solved.found.candidates, changed))))
    if "may_share_affiliate" in terms:
        terms["same_affiliate_may"] = terms.pop("may_share_affiliate")
    parties = parties_of(round)
    solved.requests |= parties.requests
    changed = replace(parties.terms, **terms)
    ones, others = parties.mentees.values(), parties.mentors.values()
    return checked(lambda: solved.told(what_if.compared(solved.found, match(ones, others, changed))))


def if_joined(*, round, mentor, places=None):  # noqa: A002
    """Told of one more mentor, or of one with so many `places`, for instance of those held back."""
    solved = Solved(round)
    parties = parties_of(round)
    free = Mentor.objects.with_load().get(pk=mentor.pk).free if places is None else places
    guides, _lost = mentors([(mentor.pk, mentor.person_id, free, mentor.away_until)])
    terms = apart(parties.terms, parties.mentees, {**parties.mentors, **guides})
    found = solved.with_mentees(parties)
    return checked(lambda: solved.told(what_if.with_mentors(found, terms, list(guides.values()))))


def recruiting_list(*, round, count=2, places=3):  # noqa: A002
    """Kinds of mentors to look for, and how many more people each would match (mentoring.rules.recruiting).

    After the round went out too: of those whom it left alone and who wait still.
    """
    went_out = round.published_at is not None
    solved = Solved(round, check=rules.check_is_kept if went_out else rules.check_can_ask_what_if)
    parties = parties_of(round)
    terms = solved.terms if went_out else parties.terms
    return recruiting.wanted(solved.with_mentees(parties), terms, count, places)


def checked(act):
    """What `act()` answers; a lock that cannot be kept is a ValidationError that names the two."""
    try:
        return act()
    except LockRefused as refusal:
        names = dict(Person.objects.filter(pk__in=refusal.pair).values_list("pk", "display_name"))
        raise rules.lock_refused(refusal.code, *(names[key] for key in refusal.pair)) from refusal
