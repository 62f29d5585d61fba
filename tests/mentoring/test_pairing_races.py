"""Things that two of a pair do at the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.actions import check_ins, meetings, pairings, silence
from mentoring.models import CheckIn, Meeting, MentoringRequest, Pairing
from notices.models import Notice
from tests.races import at_once

from .factories import PairingFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def pairing():
    today = timezone.localdate()
    return PairingFactory(starts_on=today - 30 * DAY, ends_on=today + 100 * DAY)


def faults(found):
    return [one for one in found if isinstance(one, Exception)]


def test_both_end_at_once_and_one_end_holds(pairing):
    now = timezone.now()
    ends = [(pairing.mentee, "changed"), (pairing.mentor.person, "finished")] * 3

    found = at_once(
        [lambda who=who, how=how: pairings.end(pairing=pairing, person=who, ending=how, now=now) for who, how in ends]
    )

    assert faults(found) == []
    ended = Pairing.objects.get()
    assert {one.ending for one in found} == {ended.ending}
    assert Notice.objects.filter(kind="pairing_ended").count() == (2 if ended.ending == "finished" else 1)
    is_closed = MentoringRequest.objects.get(pk=pairing.request_id).closed_at is not None
    assert is_closed == (ended.ending == "finished")


def test_an_end_and_a_meeting_at_once_lose_neither(pairing):
    now, person = timezone.now(), pairing.mentor.person
    calls = [lambda: pairings.end(pairing=pairing, person=pairing.mentee, ending="finished", now=now)]
    calls += [
        lambda day=day: meetings.log_meeting(
            pairing=pairing, person=person, held_on=now.date() - day * DAY, minutes=60, now=now
        )
        for day in range(5)
    ]

    assert faults(at_once(calls)) == []
    ended = Pairing.objects.get()
    assert (ended.ending, ended.mentor_sign_at) == ("finished", now)
    assert Meeting.objects.count() == 5


def test_the_same_meeting_logged_at_once_is_one(pairing):
    now = timezone.now()
    logged = [
        lambda: meetings.log_meeting(
            pairing=pairing, person=pairing.mentee, held_on=now.date(), minutes=60, notes="We met.", now=now
        )
    ] * 6

    assert faults(at_once(logged)) == []
    assert Meeting.objects.count() == 1


def test_two_changes_at_once_are_one(pairing):
    now = timezone.now()
    Pairing.objects.update(nudged_at=now - 8 * DAY)

    assert faults(at_once([lambda: pairings.change(pairing=pairing, now=now)] * 4)) == []
    assert Pairing.objects.get().ending == "changed"
    assert Notice.objects.filter(kind="pairing_ended").count() == 1


def test_a_sign_and_a_change_at_once_leave_one_of_them(pairing):
    now = timezone.now()
    Pairing.objects.update(nudged_at=now - 8 * DAY)

    sign, changed = at_once(
        [lambda: silence.still_here(pairing=pairing, now=now), lambda: pairings.change(pairing=pairing, now=now)]
    )

    assert not isinstance(sign, Exception)
    if isinstance(changed, Exception):
        assert changed.code == "not_silent"
        assert Pairing.objects.get().ended_at is None
    else:
        assert Pairing.objects.get().ending == "changed"


def test_planners_at_once_ask_once(pairing):
    now = timezone.now()
    Pairing.objects.update(starts_on=now.date() - 14 * DAY, mentor_sign_at=now - 30 * DAY)

    assert faults(at_once([lambda: check_ins.plan_check_ins(now)] * 4)) == []
    assert faults(at_once([lambda: silence.nudge_silent_mentors(now + 25 * DAY)] * 4)) == []
    assert CheckIn.objects.count() == 2
    assert Notice.objects.filter(kind="mentor_nudge").count() == 1


def test_one_check_in_is_answered_once(pairing):
    now = timezone.now()
    check_in = CheckIn.objects.create(pairing=pairing, person=pairing.mentee, due_on=now.date())
    calls = [
        lambda how=how: check_ins.answer_check_in(
            check_in=check_in, person=pairing.mentee, how=how, wants_help=False, text="", lang="en", now=now
        )
        for how in ("well", "stuck")
    ]

    found = at_once(calls)

    (refused,) = faults(found)
    assert refused.code == "answered"
    assert CheckIn.objects.get().how == next(one.how for one in found if not isinstance(one, Exception))
