"""Pages speak the reader's language, names kept in the database among them."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from people.models import ActivityArea
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    IdeaFactory,
    LanguageFactory,
    PersonFactory,
    TopicFactory,
    declare,
)

AREAS = {"ar": "صحة المجتمع", "es": "Salud de la comunidad", "fr": "Santé de la communauté"}
DIRECTIONS = {"ar": "rtl", "en": "ltr", "es": "ltr", "fr": "ltr"}


@pytest.fixture
def topic(db):
    ActivityArea.objects.create(slug="health", name="Community health")
    return TopicFactory(consultation=ConsultationFactory(language=LanguageFactory()))


def in_language(client, language):
    client.cookies["language"] = language
    return client


@pytest.mark.parametrize("language", DIRECTIONS)
def test_pages_name_their_language_and_direction(client, topic, language):
    response = in_language(client, language).get(topic.consultation.get_absolute_url())

    assertContains(response, f'<html lang="{language}" dir="{DIRECTIONS[language]}"')


@pytest.mark.parametrize("language", AREAS)
def test_areas_stand_in_the_readers_language_where_ideas_are_found(client, topic, language):
    IdeaFactory(topic=topic)

    response = in_language(client, language).get(reverse("consultations:ideas", args=[topic.consultation.slug]))

    assertContains(response, f'<option value="health">{AREAS[language]}</option>', html=True)


@pytest.mark.parametrize("language", AREAS)
def test_areas_stand_in_the_readers_language_where_an_idea_is_written(client, topic, language):
    client.force_login(declare(PersonFactory(), topic.consultation.language))

    response = in_language(client, language).get(reverse("consultations:new_idea", args=[topic.consultation.slug]))

    assertContains(response, AREAS[language])
    assertNotContains(response, "Community health")


@pytest.mark.parametrize(("count", "words"), [(1, "تعليق واحد"), (2, "تعليقان"), (3, "3 تعليقات"), (11, "11 تعليقًا")])
def test_arabic_pages_count_in_arabic(client, topic, count, words):
    CommentFactory.create_batch(count, idea=IdeaFactory(topic=topic))

    response = in_language(client, "ar").get(reverse("consultations:ideas", args=[topic.consultation.slug]))

    assertContains(response, f"<span>{words}</span>")
