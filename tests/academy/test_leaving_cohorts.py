"""What becomes of the courses of somebody who leaves a cohort after accepting a seat."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from academy import models
from academy.actions import applications as applying
from academy.actions import enrolments, offers

from .factories import TrackCourseFactory
from .rounds import closed_cohort, offered

pytestmark = pytest.mark.django_db


def accept(offer, person):
    offers.accept(offer=offer, person=person, now=timezone.now())


@pytest.mark.parametrize("go", ["withdraw", "erase"])
def test_who_goes_gives_on_the_seats_in_the_courses_that_came_with_the_offer(go):
    cohort, applications = closed_cohort(capacity=1)
    new, own, done = [
        TrackCourseFactory(track=cohort.track, kind="required", course__capacity=capacity).course
        for capacity in (1, None, None)
    ]
    person = applications[0].person
    enrolments.enrol(person=person, course=own)
    (offer,) = offered(cohort)
    accept(offer, person)
    models.Enrolment.objects.filter(course=done).update(completed_at=timezone.now())

    if go == "withdraw":
        applying.withdraw(application=applications[0], now=timezone.now())
    else:
        applying.erase_applicant(person=person, now=timezone.now())

    assert set(models.Enrolment.objects.standing().values_list("person", "course")) == {
        (person.pk, own.pk),
        (person.pk, done.pk),
    }
    following = models.Offer.objects.get(application=applications[1])
    accept(following, applications[1].person)
    assert models.Enrolment.objects.get(person=applications[1].person, course=new).seated_at


def test_operators_erase_an_applicant_by_name(capsys):
    _cohort, (application, other) = closed_cohort(levels=(4, 3))

    call_command("erase_applicant", application.person.username)

    application.refresh_from_db()
    other.refresh_from_db()
    assert (application.person, application.withdrawn_at is None, other.withdrawn_at) == (None, False, None)
    assert capsys.readouterr().out == "Erased from 1 application.\n"
    with pytest.raises(CommandError, match="Nobody has the user name nobody-here"):
        call_command("erase_applicant", "nobody-here")
