"""What a round is solved from: who takes part, under which terms. Everything is read as it is now."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from hashlib import sha256

from django.db.models import F, Q
from django.utils import timezone

from academy.models import Conflict, Review

from .models import Choice, Exclusion, Mentor, MentoringRequest, Pairing, Proposal, Reserve, Round, Unmatched
from .rows import among, mentees, mentors
from .rules.parties import Terms
from .rules.points import is_away

MANY = 5_000  # people who ask; above, the best candidates of each are looked at
DIRECT_DAYS, DIRECT_MINUTES = 180, 60  # where no round says otherwise
TERMS = ["cohort_id", "area_id", "starts_on", "ends_on", "least_minutes", "may_share_affiliate", "thin_below"]
TERMS += ["most_candidates", "seed"]
BROKEN = [Pairing.Ending.CHANGED, Pairing.Ending.STOPPED]


@dataclass(frozen=True)
class Parties:
    """`mentees`: {request's pk: Mentee}; `mentors`: {mentor's pk: Mentor}; `without_hours`: {person: code and facts} on
    each side, of those who can meet nobody.
    """

    mentees: dict
    mentors: dict
    terms: Terms
    mentees_without_hours: dict
    mentors_without_hours: dict

    @cached_property
    def requests(self):
        """{person: request's pk}."""
        return {mentee.key: request for request, mentee in self.mentees.items()}

    @cached_property
    def guides(self):
        """{person: mentor's pk}."""
        return {mentor.key: pk for pk, mentor in self.mentors.items()}

    def without_locks(self):
        """The same people, and no pair that is locked."""
        return replace(self, terms=replace(self.terms, locked=frozenset()))

    @cached_property
    def with_places(self):
        """The mentors who can be found: there on the first day, with hours and a free place."""
        lost = self.mentors_without_hours
        here = (each for each in self.mentors.values() if not is_away(each, self.terms))
        return [each for each in here if each.places and each.key not in lost]


def parties_of(matching):
    """The Parties of a round: its open requests, and the mentors of its place with their free places."""
    reserved = reserves_of(matching)
    return gathered(matching, requests_of(matching), mentors_of(matching), reserved=reserved, since=matching.starts_on)


def gathered(matching, requests, rows, *, reserved, since):
    """The Parties of these requests and mentors, in a round that begins, or goes on, at `since`.

    `reserved`: {mentor's pk: places that are held back}.
    """
    alone = waited_last(matching)
    people, astray = mentees(requests.values_list("pk", "person"), waited=alone)
    free = rows.with_load().values_list("pk", "person", "free", "away_until")
    guides, lost = mentors((pk, who, left - reserved.get(pk, 0), until) for pk, who, left, until in free)
    terms = replace(terms_of(matching, people, guides), starts_on=since)
    return Parties(people, guides, terms, astray, lost)


def requests_of(matching):
    """The open requests of the round's place that wait for no answer."""
    waiting = Proposal.objects.unanswered().values("request")
    return (
        MentoringRequest.objects.in_place(cohort=matching.cohort_id, area=matching.area_id)
        .open()
        .exclude(pk__in=waiting)
    )


def mentors_of(matching):
    """The mentors of the round's place; who is away on its first day is told of, and gets nobody."""
    return in_area(Mentor.objects.active(), area_of(matching))


def area_of(place):
    """The activity area of a round or a request: its own one, or that of the cohort's school."""
    return place.area_id or place.cohort.track.school.area_id


def in_area(rows, area):
    """Mentors of an activity area, and those who named none."""
    named = Mentor.areas.through.objects
    here = named.filter(activityarea=area).values("mentor")
    return rows.filter(Q(pk__in=here) | ~Q(pk__in=named.values("mentor")))


def reserves_of(matching):
    """{mentor's pk: places that the round holds back}; a backup mentor holds back all of them."""
    rows = Reserve.objects.filter(round=matching).values_list("mentor", "places", "is_backup")
    return {mentor: Mentor.MOST_PLACES if is_backup else places for mentor, places, is_backup in rows}


def waited_last(matching):
    """The people whom the newest published round of the same place left alone."""
    same = Round.objects.filter(cohort=matching.cohort_id, area=matching.area_id).published().exclude(pk=matching.pk)
    last = same.order_by("-published_at", "-pk").first()
    solution = last and last.solutions.order_by("-version").first()
    return frozenset(Unmatched.objects.filter(solution=solution).values_list("request__person", flat=True))


def terms_of(matching, people=None, guides=None):
    """The Terms of a round; with its `people` and `guides` also who must not meet, and what organizers chose."""
    terms = Terms(
        starts_on=matching.starts_on,
        ends_on=matching.ends_on,
        least_minutes=matching.least_minutes,
        same_affiliate_may=matching.may_share_affiliate,
        thin_below=matching.thin_below,
        seed=matching.seed,
        most_each=matching.most_candidates if people and len(people) > MANY else None,
    )
    return terms if people is None else apart(chosen(terms, matching, people, guides), people, guides)


def chosen(terms, matching, people, guides):
    """The terms with the organizers' choices about those who take part; a lock of somebody who asks stays as it is."""
    kinds = {kind: {} for kind in Choice.Kind}
    rows = Choice.objects.filter(round=matching, request__in=among(people)).order_by("pk")
    for request, mentor, person, kind, points in rows.values_list(
        "request", "mentor", "mentor__person", "kind", "points"
    ):
        if mentor in guides or kind == Choice.Kind.LOCK:
            kinds[kind][people[request].key, person] = points
    return replace(
        terms,
        locked=frozenset(kinds[Choice.Kind.LOCK]),
        forbidden=frozenset(kinds[Choice.Kind.FORBID]),
        choices=kinds[Choice.Kind.PREFER],
    )


def apart(terms, people, guides):
    """The terms with the pairs that must not be: excluded, in a conflict, or refused by one of the two before."""
    ones, others = [each.key for each in people.values()], [each.key for each in guides.values()]
    everybody = among({*ones, *others})
    avoided = Exclusion.objects.filter(person__in=everybody, other__in=everybody).values_list("person", "other")
    return replace(
        terms,
        avoided=frozenset(avoided),
        conflicts=frozenset(conflicts(everybody)),
        forbidden=terms.forbidden | frozenset(tried(people, ones)),
    )


def conflicts(everybody):
    """(person, person) of whom one reviews the other, or declared that they cannot be impartial.

    Where both belong to one affiliate is the round's own switch.
    """
    declared = Conflict.objects.filter(
        reason=Conflict.Reason.DECLARED, person__in=everybody, application__person__in=everybody
    )
    yield from declared.values_list("person", "application__person")
    undecided = Review.objects.filter(
        reviewer__in=everybody,
        application__person__in=everybody,
        application__withdrawn_at__isnull=True,
        application__cohort__selection__isnull=True,
    )
    yield from undecided.values_list("reviewer", "application__person")


def tried(people, ones):
    """(mentee, mentor) of proposals for these requests that one of the two declined, and of pairs that are or broke."""
    declined = Proposal.objects.filter(request__in=among(people), answer=Proposal.Answer.DECLINED)
    yield from declined.values_list("request__person", "mentor__person")
    pairs = Pairing.objects.filter(Q(ended_at__isnull=True) | Q(ending__in=BROKEN), mentee__in=among(ones))
    yield from pairs.values_list("mentee", "mentor__person")


def terms_between(request, mentor):
    """The Terms of a direct question: those of the newest round of the place, or half a year from today on."""
    matching = (
        Round.objects.filter(cohort=request.cohort_id, area=request.area_id).order_by("-starts_on", "-pk").first()
    )
    today = timezone.localdate()
    if matching is None or matching.ends_on <= today:
        minutes = matching.least_minutes if matching else DIRECT_MINUTES
        terms = Terms(today, today + timedelta(days=DIRECT_DAYS), least_minutes=minutes, same_affiliate_may=True)
    else:
        terms = terms_of(matching)
    people = {request.pk: _Key(request.person_id)}
    return apart(terms, people, {mentor.pk: _Key(mentor.person_id)})


@dataclass(frozen=True)
class _Key:
    """All that is needed of a party to look for who must not meet."""

    key: int


def digest_of(matching):
    """The SHA-256 of what organizers decided about a round: its terms, choices and reserves."""
    terms = [str(getattr(matching, name)) for name in TERMS]
    choices = Choice.objects.filter(round=matching).order_by("request", "mentor")
    reserves = Reserve.objects.filter(round=matching).order_by("mentor")
    rows = [
        *choices.values_list("request", "mentor", "kind", "points"),
        *reserves.values_list("mentor", "places", "is_backup"),
    ]
    return sha256(repr([terms, rows]).encode()).hexdigest()


def mentors_left_out(matching):
    """[(person's pk, code and facts)] of mentors with places who can meet nobody, for organizers."""
    rows = mentors_of(matching).with_load().filter(free__gt=0)
    _made, lost = mentors(rows.values_list("pk", "person", "free", F("away_until")))
    return sorted(lost.items())
