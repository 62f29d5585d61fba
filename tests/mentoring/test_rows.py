"""From rows to the values that the engine is given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.models import Conflict, Review
from mentoring.models import Exclusion, OfferedSkill
from mentoring.round_rows import mentors_left_out, parties_of, terms_between
from mentoring.rows import mentee_of, mentor_of
from mentoring.rules.parties import Block
from mentoring.rules.points import points
from tests.academy.factories import AffiliateFactory, ApplicationFactory, SkillFactory
from tests.factories import LanguageFactory, declare

from .factories import AcceptedProposalFactory, PairingFactory, RoundFactory, mentor_with, request_for

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_mentee_has_what_the_person_says():
    skills = [SkillFactory() for _ in range(3)]
    request = request_for(skills=skills[::-1], zone="Africa/Lagos", languages=["sw"])
    declare(request.person, LanguageFactory(code="fr"), "3")
    group = AffiliateFactory()
    request.person.affiliates.add(group)

    mentee = mentee_of(request)

    assert mentee.key == request.person_id
    assert mentee.wants == tuple(skill.pk for skill in skills[::-1])
    assert mentee.languages == {"sw": "N", "fr": "3"}
    assert mentee.affiliates == {group.pk}
    assert (mentee.zone, mentee.hours) == ("Africa/Lagos", (Block(1, 1140, 1260), Block(5, 600, 660)))


def test_mentor_has_the_places_that_are_left_and_no_skill_as_a_co_mentor():
    skill = SkillFactory()
    mentor = mentor_with(skills=[skill], capacity=3, away_until=TODAY)
    OfferedSkill.objects.create(mentor=mentor, skill=SkillFactory(), is_as_co_mentor=True)
    PairingFactory(proposal=AcceptedProposalFactory(mentor=mentor), mentor=mentor)

    made = mentor_of(mentor)

    assert (made.offers, made.places, made.away_until) == ({skill.pk}, 2, TODAY)
    assert mentor_of(mentor, places=1).places == 1


def test_person_in_a_zone_that_is_gone_has_no_hours():
    mentee = mentee_of(request_for(zone="Mars/Olympus_Mons"))

    assert (mentee.zone, mentee.hours) == ("UTC", ())


def test_organizers_learn_which_mentors_can_meet_nobody():
    matching = RoundFactory()
    mentor_with()
    gone = mentor_with(zone="US/Atlantis")
    never = mentor_with(blocks=())

    assert mentors_left_out(matching) == [
        (gone.person_id, {"code": "zone", "zone": "US/Atlantis"}),
        (never.person_id, {"code": "no_hours"}),
    ]


@pytest.fixture
def two():
    matching, skill = RoundFactory(), SkillFactory()
    return matching, request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])


def codes_between(matching, request, mentor):
    parties = parties_of(matching)
    verdict = points(parties.mentees[request.pk], parties.mentors[mentor.pk], parties.terms)
    return [because.code for because in verdict.because]


@pytest.mark.parametrize("turned", [False, True])
def test_exclusion_holds_whoever_said_it(two, turned):
    _matching, request, mentor = two
    people = [request.person, mentor.person][:: -1 if turned else 1]
    Exclusion.objects.create(person=people[0], other=people[1])

    assert codes_between(*two) == ["avoided"]


def test_who_reviews_the_other_is_in_a_conflict_until_it_is_decided(two):
    _matching, request, mentor = two
    application = ApplicationFactory(person=request.person)
    Review.objects.create(application=application, reviewer=mentor.person)

    assert codes_between(*two) == ["conflict"]
    application.withdrawn_at = timezone.now()
    application.save()
    assert codes_between(*two) == []


@pytest.mark.parametrize(("reason", "codes"), [("declared", ["conflict"]), ("affiliate", []), ("mentor_pair", [])])
def test_only_a_declared_conflict_keeps_two_apart(two, reason, codes):
    _matching, request, mentor = two
    Conflict.objects.create(application=ApplicationFactory(person=mentor.person), person=request.person, reason=reason)

    assert codes_between(*two) == codes


def test_pair_in_another_place_is_not_made_again(two):
    _matching, request, mentor = two
    mentor.capacity = 5
    mentor.save()
    proposal = AcceptedProposalFactory(
        request=request_for(person=request.person, blocks=(), languages=()), mentor=mentor
    )
    PairingFactory(proposal=proposal, mentor=mentor)

    assert codes_between(*two) == ["forbidden"]


def test_direct_question_is_judged_by_the_newest_round_of_the_place(two):
    matching, request, mentor = two

    terms = terms_between(request, mentor)
    assert (terms.starts_on, terms.ends_on, terms.least_minutes) == (matching.starts_on, matching.ends_on, 60)


def test_direct_question_without_a_round_looks_half_a_year_ahead():
    request, mentor = request_for(), mentor_with()
    Exclusion.objects.create(person=request.person, other=mentor.person)

    terms = terms_between(request, mentor)

    assert (terms.starts_on, terms.ends_on) == (TODAY, TODAY + timedelta(days=180))
    assert terms.avoided == {(request.person_id, mentor.person_id)}
