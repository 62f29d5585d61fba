"""Applicants, reviewers and the deadline at the same moment."""

from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from academy.actions import applications as actions
from academy.actions.reviewers import add_reviewer
from academy.models import Application, Cohort, Reviewer
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once

from .applying import ANSWERS, written
from .factories import published_cohort


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def close(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_are_one_application_and_one_of_them_hears_so(amina):
    cohort = published_cohort()
    texts = [written(answers=ANSWERS | {"sharing": text}) for text in ("One", "Two")]
    answers = at_once([lambda text=text: actions.submit(cohort=cohort, person=amina, **text) for text in texts])

    assert sorted(type(answer).__name__ for answer in answers) == ["Application", "ValidationError"]
    assert Application.objects.count() == 1
    assert told(amina) == ["application_received"]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_many_times_at_once_is_one_application(amina):
    cohort, text = published_cohort(), written()
    answers = at_once([lambda: actions.submit(cohort=cohort, person=amina, **text)] * 6)

    assert {answer.pk for answer in answers} == {Application.objects.get().pk}
    assert told(amina) == ["application_received"]


@pytest.mark.django_db(transaction=True)
def test_nobody_becomes_reviewer_and_applicant_at_once():
    cohort = published_cohort()
    for _ in range(5):
        person, text = PersonFactory(), written()
        at_once(
            [
                lambda person=person: add_reviewer(cohort=cohort, person=person),
                lambda person=person, text=text: actions.save_draft(cohort=cohort, person=person, **text),
            ]
        )
        roles = Reviewer.objects.filter(person=person).count() + Application.objects.filter(person=person).count()
        assert roles == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_lock_beyond_the_deadline_is_late(amina):
    cohort, text = published_cohort(), written()

    def closing():
        with transaction.atomic():
            Cohort.objects.select_for_update().get(pk=cohort.pk)
            barrier.wait(30)
            wait_for_another()
            close(cohort)

    def late():
        barrier.wait(30)
        return actions.submit(cohort=cohort, person=amina, **text)

    barrier = Barrier(2)
    _closed, answer = at_once([closing, late])

    assert answer.code == "closed"


def wait_for_another():
    """Until another connection waits for a lock that this one holds."""
    for _ in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("Nobody waited.")
