"""What reviewers are told, once, and what is not told any more."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.actions import reviews as actions
from academy.actions.review_notices import plan_review_reminders
from academy.models import Cohort, Review
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import ApplicationFactory, ReviewerFactory, published_cohort
from .test_reviewing_rules import decide
from .test_reviews_actions import submit

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def scene():
    """Two reviewers with three applications each."""
    cohort = published_cohort(closed=True, decisions_on=(timezone.now() + 10 * DAY).date())
    people = [PersonFactory(email=f"reviewer{number}@academy.example") for number in range(2)]
    for person in people:
        ReviewerFactory(cohort=cohort, person=person)
    ApplicationFactory.create_batch(3, cohort=cohort)
    actions.assign_reviewers(cohort=cohort, actor=None, now=timezone.now())
    return SimpleNamespace(cohort=cohort, people=people)


def planned(kind):
    return Notice.objects.filter(kind=kind).order_by("recipient")


def later(notices):
    """The notices are due now."""
    past = timezone.now() - timedelta(seconds=1)
    notices.update(due_at=past, try_at=past)
    carry_due()


def test_one_mail_says_that_applications_wait(scene):
    ApplicationFactory.create_batch(2, cohort=scene.cohort)
    actions.assign_reviewers(cohort=scene.cohort, actor=None, now=timezone.now())

    notices = planned("reviews_assigned").filter(recipient=scene.people[0])
    assert notices.count() in (1, 2)  # two where ten minutes end in between
    later(planned("reviews_assigned"))

    subjects = {message.subject for message in mail.outbox}
    assert {f"Applications to “{scene.cohort.title}” wait for your review"} <= subjects
    assert f"{reverse('academy:reviews')}#cohort-{scene.cohort.pk}" in mail.outbox[0].body
    assert "declare a conflict" in mail.outbox[0].body


def test_what_was_taken_back_before_it_was_told_is_not_told(scene):
    for review in Review.objects.all():
        actions.unassign(review=review, actor=None)

    later(planned("reviews_assigned"))

    assert mail.outbox == []
    assert set(planned("reviews_assigned").values_list("reason", flat=True)) == {"withdrawn"}


def test_a_reminder_is_planned_once_three_days_before_the_decisions(scene):
    for _time in range(2):
        plan_review_reminders(timezone.now())

    due = planned("reviews_due").values_list("recipient", "due_at")
    assert [person for person, _due in due] == [person.pk for person in scene.people]
    assert {moment.date() for _person, moment in due} == {scene.cohort.decisions_on - 3 * DAY}


def test_a_day_that_moves_is_reminded_of_anew_and_the_old_reminder_stays_out(scene):
    plan_review_reminders(timezone.now())
    Cohort.objects.filter(pk=scene.cohort.pk).update(decisions_on=scene.cohort.decisions_on + 5 * DAY)
    plan_review_reminders(timezone.now())
    old = planned("reviews_due").filter(payload__decisions_on=str(scene.cohort.decisions_on))
    assert planned("reviews_due").count() == 4

    later(old)

    assert set(planned("reviews_due").filter(state="skipped").values_list("reason", flat=True)) == {"moved"}


def test_who_has_submitted_everything_is_not_reminded(scene):
    done, late = scene.people
    plan_review_reminders(timezone.now())
    for review in Review.objects.filter(reviewer=done):
        submit(review)

    later(planned("reviews_due"))

    assert [message.to for message in mail.outbox] == [[late.email]]
    assert "Reviews of" in mail.outbox[0].subject


def test_nobody_is_reminded_when_the_selection_is_decided(scene):
    decide(scene.cohort)

    plan_review_reminders(timezone.now())

    assert not planned("reviews_due").exists()


def test_my_page_leads_reviewers_to_their_desk(client, scene):
    client.force_login(scene.people[0])
    assertContains(client.get(reverse("people:me")), "3 applications wait for your review.")

    client.force_login(PersonFactory())
    assertNotContains(client.get(reverse("people:me")), "my-reviews")
