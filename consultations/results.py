"""The results on words as one reader may see them: the page, the files and the mails all show these and no others."""

from dataclasses import dataclass
from itertools import groupby

from .models import Ballot, LanguageTally, Term
from .rules.small_cells import cells_to_hide
from .rules.tally import Tally
from .rules.verdicts import Thresholds, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one word. A hidden one, on which fewer than five people voted, has no numbers and no verdict.

    `fluent` and `others` part the tally by whether a voter knows the language well; both are None where one of them
    stands for fewer than five people. `reasons` is {reason: people}, of those against, from five people on. Words of
    one language and concept have their `place` by net and their `approval_place` by votes for alone; words that
    nobody judged have none. `is_leader`: no other word is surely better supported; `is_tied`: nor is it alone in that.
    """

    term: Term
    is_hidden: bool = True
    tally: Tally | None = None
    fluent: Tally | None = None
    others: Tally | None = None
    reasons: dict | None = None
    verdict: Verdict | None = None
    place: int | None = None
    approval_place: int | None = None
    is_leader: bool = False
    is_tied: bool = False

    @property
    def language(self):
        return self.term.language

    @property
    def concept(self):
        return self.term.concept


def results_of(consultation, person, now, *, language=None, voters=None):
    """The results that the person may see, by language and concept, the best supported word first.

    Two queries for any number of words and votes; one where the caller read the `voters` by language already. Where
    the person may see nothing the list is empty.
    """
    terms = Term.objects.in_consultation(consultation).on_the_ballot().results_visible_to(person, now)
    terms = terms.with_tally().select_related("concept", "language")
    if language:
        terms = terms.filter(language=language)
    voters = LanguageTally.objects.voters_by_language(consultation) if voters is None else voters
    small = cells_to_hide(voters, total_is_shown=False)
    thresholds = Thresholds.of(consultation)
    results = []
    for (language_id, _concept), group in groupby(sorted(terms, key=_place_on_page), key=_cell):
        words = list(group)
        results += [Result(term) for term in words] if language_id in small else ranked(words, thresholds)
    return results


def ranked(terms, thresholds):
    """The results of the words of one language and concept, in their order; hidden ones last, as they were proposed."""
    tallies = {term: tally_of(term) for term in terms}
    hidden = cells_to_hide({term: tally.voters for term, tally in tallies.items()}, total_is_shown=False)
    shown = sorted((term for term in terms if term not in hidden), key=lambda term: (tallies[term].rank, term.pk))
    judged = [term for term in shown if tallies[term].n]
    places = _places(judged, lambda term: tallies[term].net)
    approvals = _places(judged, lambda term: tallies[term].votes_for)
    leaders = {term for term, _ in overlapping([(term, tallies[term]) for term in judged if tallies[term].net > 0])}
    return [
        Result(
            term,
            is_hidden=False,
            tally=tallies[term],
            **_parted(term),
            reasons=_reasons(term),
            verdict=verdict(tallies[term], thresholds),
            place=places.get(term),
            approval_place=approvals.get(term),
            is_leader=term in leaders,
            is_tied=term in leaders and len(leaders) > 1,
        )
        for term in shown
    ] + [Result(term) for term in sorted(hidden, key=lambda term: term.pk)]


def tally_of(term, whose="votes"):
    """The kept counts of a term that was read `with_tally()`; `whose` is "votes" for all or "fluent"."""
    return Tally(*(getattr(term.tally, f"{whose}_{grade}") for grade in Ballot.Grade.values))


def overlapping(ranked):
    """Of (anything, tally) pairs in their order: the first, and those whose interval of the share for meets its own."""
    if not ranked:
        return []
    low, high = ranked[0][1].interval_for
    return [pair for pair in ranked if pair[1].interval_for[0] <= high and low <= pair[1].interval_for[1]]


def pooled(results):
    """What the shown words of a concept add up to: only what is shown is added, so it tells of nothing hidden."""
    return sum((result.tally for result in results if not result.is_hidden), Tally())


def _parted(term):
    """Fluent voters and the others. The whole is shown, so each would reveal the other: small ones hide both."""
    whole, fluent = tally_of(term), tally_of(term, "fluent")
    others = whole - fluent
    hidden = cells_to_hide({"fluent": fluent.voters, "others": others.voters}, total_is_shown=True)
    return {} if hidden else {"fluent": fluent, "others": others}


def _reasons(term):
    """Reasons that at least five people gave, the most frequent first.

    One voter names several reasons or none, so no number of votes is their sum, and none can be had by subtraction.
    """
    people = {reason: getattr(term.tally, f"reason_{reason}") for reason in Ballot.Reason.values}
    hidden = cells_to_hide(people, total_is_shown=False)
    shown = [(reason, count) for reason, count in people.items() if count and reason not in hidden]
    return dict(sorted(shown, key=lambda pair: -pair[1]))


def _places(terms, key):
    """{term: its place by the key, 1 for the greatest}; equal ones share a place."""
    ordered = sorted((key(term) for term in terms), reverse=True)
    return {term: ordered.index(key(term)) + 1 for term in terms}


def _place_on_page(term):
    return term.language.code, term.concept.position, term.concept_id, term.pk


def _cell(term):
    return term.language_id, term.concept_id
