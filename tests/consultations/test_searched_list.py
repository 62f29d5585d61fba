"""What a searched list carries from page to page."""

import pytest
from django.http import QueryDict
from pytest_django.asserts import assertNotContains

from consultations.forms.ideas import IdeaFilter
from consultations.models import Idea
from consultations.searched_list import searched_list
from consultations.views.ideas import IDEAS_A_PAGE
from tests.factories import IdeaFactory, PersonFactory, TopicFactory


@pytest.fixture
def topic(db):
    return TopicFactory()


def context(topic, asked, **more):
    found = IdeaFilter(QueryDict(asked), queryset=Idea.objects.order_by("pk"), consultation=topic.consultation)
    return searched_list(found, 2, **more)


@pytest.mark.parametrize(
    ("asked", "carried", "is_filtered", "is_sorted"),
    [
        ("", "", False, False),
        ("page=2", "", False, False),
        ("q=peer+help&page=2", "q=peer+help", True, False),
        ("sort=newest", "sort=newest", False, True),
        ("q=&sort=", "", False, False),
        ("from=a-letter&q=peer", "q=peer", True, False),
    ],
)
def test_the_filter_is_carried_on_and_nothing_else(topic, asked, carried, is_filtered, is_sorted):
    made = context(topic, asked)
    assert (made["query"].urlencode(), made["is_filtered"], made["is_sorted"]) == (carried, is_filtered, is_sorted)


def test_what_narrows_a_list_beside_its_filter_is_carried_on_too(topic):
    made = context(topic, "q=peer", also={"past": "1"})
    assert made["query"].dict() == {"past": "1", "q": "peer"}


@pytest.mark.parametrize("number", ["0", "-1", "many", "99999999999999999999999", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(topic, number):
    IdeaFactory.create_batch(3, topic=topic)
    assert context(topic, f"page={number}")["page"].number in (1, 2)


def test_a_kept_list_says_nothing_of_the_address_of_who_asked_first(client, topic, settings):
    settings.READERS_CACHE_SECONDS = 10
    IdeaFactory.create_batch(IDEAS_A_PAGE + 1, topic=topic)
    address = f"/consultations/{topic.consultation.slug}/ideas/"
    client.force_login(PersonFactory())
    client.get(f"{address}?from=a-letter")
    assertNotContains(client.get(address), "a-letter")
