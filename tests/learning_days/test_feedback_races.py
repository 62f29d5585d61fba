"""The same answers and pledges from two windows at the same moment are one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions.feedback import give
from learning_days.actions.pledges import change, make
from learning_days.models import Feedback, Pledge
from tests.races import at_once

from .answering import begun_day
from .factories import PledgeFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"rating": 4, "liked_best": "The corridor.", "next_time": "", "next_30_days": "Teach Wikidata", "lang": "en"}
SAID["may_be_quoted"] = False


def test_answers_that_arrive_together_are_one_with_one_pledge():
    registration, now = RegistrationFactory(day=begun_day()), timezone.now()

    answers = at_once([lambda: give(registration=registration, said=SAID, is_public=True, now=now).pk] * 8)

    assert answers == [Feedback.objects.get().pk] * 8
    assert Pledge.objects.get().text == "Teach Wikidata"


def test_the_same_words_of_two_days_at_once_are_one_pledge():
    first = RegistrationFactory(day=begun_day())
    other_day = begun_day(edition=first.day.edition, date=first.day.date - timedelta(days=1))
    second = RegistrationFactory(day=other_day, person=first.person)
    now = timezone.now()
    both = [first, second] * 4

    answers = at_once([lambda row=row: give(registration=row, said=SAID, is_public=False, now=now).pk for row in both])

    assert len(set(answers)) == 2
    assert Pledge.objects.count() == 1


def test_a_pledge_that_is_sent_eight_times_at_once_is_one():
    registration = RegistrationFactory(day=begun_day())
    said = {"edition": registration.day.edition, "person": registration.person, "text": "Teach", "lang": "en"}

    answers = at_once([lambda: make(**said, is_public=False, now=timezone.now()).pk] * 8)

    assert answers == [Pledge.objects.get().pk] * 8


def test_two_pledges_that_become_the_same_at_once_leave_one_and_a_sentence():
    first = PledgeFactory()
    second = PledgeFactory(edition=first.edition, person=first.person)
    said = {"text": "Teach", "lang": "en", "is_public": False, "workshop": None, "now": timezone.now()}

    answers = at_once([lambda pledge=pledge: change(pledge=pledge, **said) for pledge in (first, second)])

    refusals = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [refusal.messages for refusal in refusals] == [["You made this pledge already."]]
    assert Pledge.objects.filter(text="Teach").count() == 1
