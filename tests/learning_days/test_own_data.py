"""What Learning Days give to a person who takes the own data along."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from learning_days.models import Attendance, Feedback, Need, SharingTeacher
from people.own_data import everything
from tests.factories import PersonFactory

from .factories import RegistrationFactory, SharingFactory

pytestmark = pytest.mark.django_db


def test_a_hidden_report_of_somebody_else_is_not_in_the_file(client):
    teacher = PersonFactory()
    for title, hidden_at in (("An afternoon", None), ("Buy this now", timezone.now())):
        report = SharingFactory(title=title, hidden_at=hidden_at, hidden_because="Spam" if hidden_at else "")
        SharingTeacher.objects.create(sharing=report, person=teacher)
    client.force_login(teacher)

    file = json.loads(client.get(reverse("people:download_data")).content)
    assert [row["sharing"] for row in file["learning_days.SharingTeacher"]] == ["An afternoon"]


@pytest.mark.parametrize("days", [1, 4])
def test_the_file_costs_the_same_for_any_number_of_days(django_assert_num_queries, days):
    person = PersonFactory()
    for registration in RegistrationFactory.create_batch(days, person=person):
        Need.objects.create(registration=registration, access="A ramp")
        Feedback.objects.create(registration=registration, rating=3, lang="en")
        Attendance.objects.create(registration=registration, how=Attendance.How.LIST)

    with django_assert_num_queries(60):
        assert len(everything(person)["learning_days.Need"]) == days
