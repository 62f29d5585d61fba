"""Offering, pausing, stopping; the usual week; the private list. Races on a barrier."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.actions import exclusions, proposals
from mentoring.actions import mentors as actions
from mentoring.actions.hours import save_week
from mentoring.models import Availability, Block, Exclusion, Mentor, OfferedSkill, Proposal
from notices.models import Notice
from tests.academy.factories import AreaFactory, RegionFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory
from tests.races import at_once, slowed

from .factories import (
    MentorFactory,
    MentoringRequestFactory,
    OfferedSkillFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
    mentor_with,
    request_for,
)

pytestmark = pytest.mark.django_db


def offer(person, **changed):
    typed = {"capacity": 2, "about": "I **did** it.", "language": LanguageFactory(), "away_until": None}
    typed |= {"skills": [SkillFactory()], "areas": [], "regions": []}
    return actions.save_offer(person=person, now=timezone.now(), **typed | changed)


def of_round(**fields):
    return ProposalFactory(origin="round", points=70, round=RoundFactory(), **fields)


def told():
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient__username"))


def code_of(refusal):
    return next(iter(refusal.value.error_dict.values()))[0].code


def test_an_offer_is_kept_whole():
    skills, area, region = [SkillFactory(), SkillFactory()], AreaFactory(), RegionFactory()

    mentor = offer(PersonFactory(), skills=skills, areas=[area], regions=[region])

    mentor.refresh_from_db()
    assert (mentor.capacity, mentor.about_html) == (2, "<p>I <strong>did</strong> it.</p>\n")
    assert set(mentor.offered_skills.values_list("skill", flat=True)) == {skill.pk for skill in skills}
    assert (mentor.areas.get(), mentor.regions.get()) == (area, region)


def test_a_skill_that_stays_keeps_how_it_came_and_one_left_out_goes():
    mentor = MentorFactory()
    kept = OfferedSkillFactory(mentor=mentor, is_as_co_mentor=True)
    OfferedSkillFactory(mentor=mentor)
    new = SkillFactory()

    offer(mentor.person, skills=[kept.skill, new])

    rows = dict(OfferedSkill.objects.filter(mentor=mentor).values_list("skill", "is_as_co_mentor"))
    assert rows == {kept.skill_id: True, new.pk: False}


@pytest.mark.parametrize(
    ("changed", "code"), [({"capacity": 0}, "zero"), ({"capacity": 6}, "too_many"), ({"skills": []}, "no_skill")]
)
def test_an_offer_that_cannot_be_is_refused_and_changes_nothing(changed, code):
    with pytest.raises(ValidationError) as refusal:
        offer(PersonFactory(), **changed)

    assert code_of(refusal) == code
    assert not Mentor.objects.exists()


def test_the_capacity_is_not_lowered_below_those_who_have_a_place():
    mentor = MentorFactory(capacity=3)
    PairingFactory(mentor=mentor)
    of_round(mentor=mentor)

    with pytest.raises(ValidationError) as refusal:
        offer(mentor.person, capacity=1)

    assert code_of(refusal) == "below_load"
    assert offer(mentor.person, capacity=2).capacity == 2


def test_a_pause_ends_when_one_is_back():
    mentor, day = MentorFactory(), timezone.localdate() + timedelta(days=9)

    actions.pause(mentor=mentor, until=day, now=timezone.now())
    assert Mentor.objects.get().away_until == day

    actions.pause(mentor=mentor, until=None, now=timezone.now())
    assert Mentor.objects.get().away_until is None


def test_whoever_stops_ends_what_is_open_and_begins_again_by_offering():
    mentor = MentorFactory(capacity=2)
    pair, waiting = PairingFactory(mentor=mentor), of_round(mentor=mentor)

    actions.stop(mentor=mentor, now=timezone.now())
    actions.stop(mentor=mentor, now=timezone.now())

    waiting.refresh_from_db()
    pair.refresh_from_db()
    assert (waiting.answer, pair.ended_at) == ("withdrawn", None)
    assert told() == [("proposal_withdrawn", waiting.request.person.username)]
    assert not Mentor.objects.active().exists()
    offer(mentor.person)
    assert Mentor.objects.active().get() == mentor


def test_a_week_is_replaced_whole():
    person = PersonFactory()
    save_week(person=person, zone="UTC", blocks=[(0, 0, 60), (1, 60, 120)], now=timezone.now())

    save_week(person=person, zone="Africa/Dakar", blocks=[(0, 0, 90)], now=timezone.now())

    assert Availability.objects.get().zone == "Africa/Dakar"
    assert list(Block.objects.values_list("weekday", "begins", "ends")) == [(0, 0, 90)]


def test_who_is_avoided_is_not_proposed_any_more_and_reads_no_reason():
    request, mentor = MentoringRequestFactory(), MentorFactory(capacity=2)
    waiting, other = of_round(request=request, mentor=mentor), of_round(mentor=mentor)

    exclusions.avoid(person=mentor.person, other=request.person, now=timezone.now())

    assert set(Proposal.objects.values_list("pk", "answer")) == {(waiting.pk, "withdrawn"), (other.pk, "")}
    assert told() == [("proposal_withdrawn", request.person.username)]


@pytest.mark.parametrize("way", ["avoid", "stop"])
def test_whom_a_round_had_proposed_is_proposed_the_next_best(way):
    skill, now = SkillFactory(), timezone.now()
    published = RoundFactory(published_at=now, announced_at=now)
    first, second = mentor_with(skills=[skill]), mentor_with(skills=[skill])
    request = request_for(skills=[skill], area=published.area)
    ProposalFactory(origin="round", points=70, round=published, request=request, mentor=first)

    if way == "avoid":
        exclusions.avoid(person=first.person, other=request.person, now=now)
    else:
        actions.stop(mentor=first, now=now)

    assert Proposal.objects.unanswered().get().mentor == second


def test_the_list_holds_each_person_once_and_lets_them_go():
    person, other = PersonFactory(), PersonFactory()
    first = exclusions.avoid(person=person, other=other, now=timezone.now(), because="never")

    again = exclusions.avoid(person=person, other=other, now=timezone.now())

    assert (again.pk, again.because) == (first.pk, "never")
    exclusions.allow(person=person, other=other)
    exclusions.allow(person=person, other=other)
    assert not Exclusion.objects.exists()


def test_nobody_avoids_oneself():
    person = PersonFactory()

    with pytest.raises(ValidationError, match="your own user name"):
        exclusions.avoid(person=person, other=person, now=timezone.now())


# --- Races. Each was seen to fail without what it guards. ---


@pytest.fixture
def slow(transactional_db):
    """Each block that goes waits a moment before its transaction goes on: others come in between."""
    tables = {"BEFORE DELETE": "block", "AFTER INSERT": "exclusion", "BEFORE INSERT": "proposal"}
    with slowed(*(f"{when} ON mentoring_{table} FOR EACH ROW" for when, table in tables.items()), seconds=0.2):
        yield


def test_two_weeks_that_are_saved_at_once_leave_one_of_them_whole(slow):
    """Without the lock of the row the second meets the blocks of the first, as a 500."""
    person = PersonFactory()
    save_week(person=person, zone="UTC", blocks=[(6, 0, 30)], now=timezone.now())
    weeks = [[(0, 60 * hour, 60 * hour + 90), (1, 60 * hour, 60 * hour + 90)] for hour in range(6)]

    answers = at_once([partial(save_week, person=person, zone="UTC", blocks=w, now=timezone.now()) for w in weeks])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert list(Block.objects.order_by("weekday").values_list("weekday", "begins", "ends")) in weeks
    assert Availability.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_offer_that_is_sent_many_times_at_once_is_one_offer():
    person, skills, language = PersonFactory(), [SkillFactory()], LanguageFactory()

    answers = at_once([partial(offer, person, skills=skills, language=language)] * 6)

    assert len({mentor.pk for mentor in answers}) == 1
    assert OfferedSkill.objects.count() == 1


@pytest.mark.parametrize("turn", range(4))
def test_nobody_stays_asked_by_somebody_whom_they_avoid(slow, turn):
    """Without the lock of the mentor's row the question comes in beside the exclusion, and stays open."""
    request, mentor = MentoringRequestFactory(), MentorFactory()
    now = timezone.now()
    avoid = partial(exclusions.avoid, person=mentor.person, other=request.person, now=now)
    ask = partial(proposals.ask, request=request, mentor=mentor, message="", now=now)

    avoided, asked = at_once([avoid, ask])

    assert isinstance(avoided, Exclusion)
    assert isinstance(asked, (Proposal, ValidationError))
    assert not Proposal.objects.unanswered().exists()
