"""The earlier texts of an idea."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests.factories import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("changes", [1, 3])
def test_history_costs_the_same_for_any_number_of_changes(client, topic, changes, django_assert_num_queries):
    idea = IdeaFactory(topic=topic)
    for number in range(changes):
        idea.body = f"Changed {number} times."
        idea.save()
    with django_assert_num_queries(3):
        response = client.get(reverse("consultations:idea_history", args=[topic.consultation.slug, idea.pk]))
    assertContains(response, " times.", count=changes)
