"""Asking both how it goes, concerns, and mentors of whom nothing is heard."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring import models
from mentoring.actions import check_ins, concerns, meetings, pairings, silence
from mentoring.models import CheckIn, Pairing
from notices.models import Notice
from tests.academy.factories import CohortFactory
from tests.factories import PersonFactory

from .factories import (
    AcceptedProposalFactory,
    MentorFactory,
    MentoringRequestFactory,
    PairingFactory,
    RoundFactory,
)
from .lasting import DAY, free, is_open, state, told, twelve_weeks_old

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(now):
    return twelve_weeks_old(now)


def log(pairing, person, now, *, ago=0, minutes=60, notes=""):
    day = now.date() - ago * DAY
    return meetings.log_meeting(pairing=pairing, person=person, held_on=day, minutes=minutes, notes=notes, now=now)


# Check-ins


def asked(pairing):
    return sorted(CheckIn.objects.filter(pairing=pairing).values_list("person", "due_on"))


def test_both_are_asked_once_however_often_it_is_planned(now):
    today = now.date()
    pairing = PairingFactory(starts_on=today - 14 * DAY, ends_on=today + 100 * DAY)
    PairingFactory(starts_on=today - 13 * DAY, ends_on=today + 100 * DAY)
    for hour in range(3):
        check_ins.plan_check_ins(now + hour * timedelta(hours=1))

    assert asked(pairing) == sorted([(pairing.mentee_id, today), (pairing.mentor.person_id, today)])
    assert CheckIn.objects.count() == 2
    assert told("check_in") == sorted([pairing.mentee_id, pairing.mentor.person_id])


def test_a_clock_that_stood_still_asks_for_the_newest_day_only(now):
    today = now.date()
    pairing = PairingFactory(starts_on=today - 44 * DAY, ends_on=today + 100 * DAY)
    check_ins.plan_check_ins(now)

    assert {due_on for _person, due_on in asked(pairing)} == {today - 2 * DAY}


def test_who_did_not_answer_is_not_asked_again_before_four_weeks(now):
    today = now.date()
    pairing = PairingFactory(starts_on=today - 14 * DAY, ends_on=today + 100 * DAY)
    for day in range(28):
        check_ins.plan_check_ins(now + day * DAY)
    assert CheckIn.objects.count() == 2
    check_ins.plan_check_ins(now + 28 * DAY)

    assert {due_on for _person, due_on in asked(pairing)} == {today, today + 28 * DAY}


def test_nobody_is_asked_in_a_pairing_that_ended(now):
    today = now.date()
    PairingFactory(starts_on=today - 14 * DAY, ends_on=today + 99 * DAY, ended_at=now, ending="stopped")
    check_ins.plan_check_ins(now)

    assert not CheckIn.objects.exists()


def test_both_are_asked_a_week_before_the_end(now):
    today = now.date()
    pairing = PairingFactory(starts_on=today - 90 * DAY, ends_on=today + 7 * DAY)
    check_ins.plan_check_ins(now)

    assert {due_on for _person, due_on in asked(pairing)} == {today}


def answer(check_in, now, **fields):
    said = {"how": "well", "wants_help": False, "text": "", "lang": "en", **fields}
    return check_ins.answer_check_in(check_in=check_in, person=check_in.person, now=now, **said)


def test_an_answer_is_a_sign_of_life_and_stands(pairing, now):
    nudged(pairing, now - DAY)
    check_in = CheckIn.objects.create(pairing=pairing, person=pairing.mentor.person, due_on=now.date())
    answer(check_in, now)

    assert (state(pairing).mentor_sign_at, state(pairing).nudged_at) == (now, None)
    with pytest.raises(ValidationError):
        answer(check_in, now, how="stuck")
    check_in.refresh_from_db()
    assert check_in.how == "well"


def test_organizers_of_the_round_hear_that_help_is_wanted_but_not_one_of_the_pair(now):
    olga, of_pair = PersonFactory(is_staff=True), PersonFactory(is_staff=True)
    matching = RoundFactory()
    matching.organizers.add(olga, of_pair)
    place = {"request__area": matching.area}
    proposal = AcceptedProposalFactory(
        origin="round", points=60, round=matching, mentor=MentorFactory(person=of_pair), **place
    )
    pairing = PairingFactory(proposal=proposal, mentor=proposal.mentor)
    check_in = CheckIn.objects.create(pairing=pairing, person=pairing.mentee, due_on=now.date())
    answer(check_in, now, how="stuck", wants_help=True, text="We never meet.")

    assert told("check_in_help") == [olga.pk]


def test_a_concern_is_told_without_its_words_and_the_same_twice_is_one(now):
    olga = PersonFactory(is_staff=True)
    cohort = CohortFactory()
    cohort.organizers.add(olga)
    request = MentoringRequestFactory(area=None, cohort=cohort)
    pairing = PairingFactory(proposal__request=request)
    for _twice in range(2):
        concerns.raise_concern(pairing=pairing, person=pairing.mentee, text="He shouted.", lang="en", now=now)

    assert pairing.concerns.count() == 1
    assert told("pairing_concern") == [olga.pk]
    assert "shouted" not in str(Notice.objects.values_list("payload", flat=True))


# Silent mentors


def nudged(pairing, moment):
    Pairing.objects.filter(pk=pairing.pk).update(nudged_at=moment, mentor_sign_at=moment - 30 * DAY)
    pairing.refresh_from_db()
    return pairing


def silent_since(pairing, days, now):
    Pairing.objects.filter(pk=pairing.pk).update(mentor_sign_at=now - days * DAY)


def test_a_mentor_is_asked_once_after_three_weeks(pairing, now):
    silent_since(pairing, 20, now)
    silence.nudge_silent_mentors(now)
    assert told("mentor_nudge") == []
    silent_since(pairing, 21, now)
    for hour in range(3):
        silence.nudge_silent_mentors(now + hour * timedelta(hours=1))

    assert told("mentor_nudge") == [pairing.mentor.person_id]
    assert state(pairing).nudged_at == now
    notice = Notice.objects.get(kind="mentor_silent")
    assert (notice.recipient, notice.due_at) == (pairing.mentee, now + 7 * DAY)


def test_a_round_says_how_long_silence_may_last(now):
    matching = RoundFactory(silent_days=10)
    proposal = AcceptedProposalFactory(origin="round", points=60, round=matching)
    days = {"starts_on": now.date() - 30 * DAY, "ends_on": now.date() + 90 * DAY}
    pairing = PairingFactory(proposal=proposal, mentor=proposal.mentor, mentor_sign_at=now - 10 * DAY, **days)

    assert list(Pairing.objects.silent_at(now)) == [pairing]
    assert not Pairing.objects.silent_at(now - DAY).exists()


def test_who_told_of_an_absence_or_has_not_begun_is_not_silent(pairing, now):
    silent_since(pairing, 60, now)
    models.Mentor.objects.filter(pk=pairing.mentor_id).update(away_until=now.date() - DAY)
    late = PairingFactory(starts_on=now.date() - 3 * DAY, ends_on=now.date() + DAY, mentor_sign_at=now - 60 * DAY)

    assert not Pairing.objects.silent_at(now).exists()
    assert set(Pairing.objects.silent_at(now + 30 * DAY)) == {pairing, late}


def test_a_click_is_a_sign_and_comes_as_often_as_it_likes(pairing, now):
    nudged(pairing, now - DAY)
    for _twice in range(2):
        silence.still_here(pairing=silence.pairing_of(silence.still_here_token(pairing)), now=now)

    assert (state(pairing).mentor_sign_at, state(pairing).nudged_at) == (now, None)
    assert silence.pairing_of("1:forged") is None


def test_a_meeting_that_the_mentee_logs_is_a_sign_of_the_mentor(pairing, now):
    nudged(pairing, now - 2 * DAY)
    log(pairing, pairing.mentee, now, ago=1)

    assert state(pairing).nudged_at is None


def test_a_mentee_changes_seven_days_after_the_nudge(pairing, now):
    nudged(pairing, now - 7 * DAY + timedelta(minutes=1))
    with pytest.raises(ValidationError):
        pairings.change(pairing=pairing, now=now)
    nudged(pairing, now - 7 * DAY)
    for _twice in range(2):
        pairings.change(pairing=pairing, now=now)

    assert state(pairing).ending == "changed"
    assert is_open(pairing)
    assert told("pairing_ended") == [pairing.mentor.person_id]
    assert free(pairing.mentor) == 1
