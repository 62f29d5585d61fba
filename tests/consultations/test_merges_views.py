"""The page on which authors answer a merge, and what the two ideas say of it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Consultation, Endorsement, Idea, Merge
from tests.factories import IdeaFactory, MergeFactory, PersonFactory


@pytest.fixture
def merge(topic, amina, bola):
    """Amina's letters may go on in Bola's forms."""
    source = IdeaFactory(topic=topic, author=amina, title="Two short letters")
    return MergeFactory(source=source, target__author=bola, target__title="No long forms")


def agreed(merge):
    Merge.objects.filter(pk=merge.pk).update(source_agrees=True, target_agrees=True, decided_at=timezone.now())
    return Merge.objects.get(pk=merge.pk)


def test_only_the_authors_open_it(client, merge, amina, organizer):
    for person, status in ((amina, 200), (merge.target.author, 200), (organizer, 404), (PersonFactory(), 404)):
        client.force_login(person)
        assert client.get(merge.get_absolute_url()).status_code == status


def test_it_shows_both_ideas_and_why(client, merge, amina):
    client.force_login(amina)
    page = client.get(merge.get_absolute_url())

    for words in ("Two short letters", "No long forms", "Both ask for letters."):
        assertContains(page, words)


def test_both_agree_and_each_page_says_it(client, merge, amina, bola):
    client.force_login(bola)
    assertContains(client.post(merge.get_absolute_url(), {"agrees": "yes"}, follow=True), "You agreed.")
    client.force_login(amina)
    assertRedirects(client.post(merge.get_absolute_url(), {"agrees": "yes"}), merge.source.get_absolute_url())
    client.logout()

    onward = client.get(merge.source.get_absolute_url())
    assertContains(onward, "This idea goes on in another one")
    assertContains(onward, "No long forms")
    taken_in = client.get(merge.target.get_absolute_url())
    assertContains(taken_in, "This idea takes in others")
    assertContains(taken_in, "Two short letters")


def test_declining_ends_it_and_a_later_answer_is_told_so(client, merge, amina, bola):
    client.force_login(amina)
    assertContains(client.post(merge.get_absolute_url(), {"agrees": "no"}, follow=True), "You declined.")
    client.force_login(bola)
    page = client.post(merge.get_absolute_url(), {"agrees": "yes"})

    assertContains(page, "It is declined already.", status_code=422)
    assertNotContains(client.get(merge.source.get_absolute_url()), "merges")


@pytest.mark.parametrize("sent", [{}, {"agrees": ""}, {"agrees": "perhaps"}, {"agrees": "a\x00"}])
def test_an_answer_that_is_none_brings_the_page_back(client, merge, amina, sent):
    client.force_login(amina)
    assertContains(client.post(merge.get_absolute_url(), sent), "Press one of the two buttons.", status_code=422)


def test_an_address_of_another_consultation_finds_nothing(client, merge, amina):
    other = IdeaFactory().consultation
    client.force_login(amina)

    assert client.get(reverse("consultations:merge", args=[other.slug, merge.pk])).status_code == 404
    Consultation.objects.filter(pk=merge.source.consultation_id).update(published_at=None)
    assert client.get(merge.get_absolute_url()).status_code == 404


def test_the_authors_are_asked_on_their_ideas_and_nobody_else(client, merge, amina):
    assertNotContains(client.get(merge.source.get_absolute_url()), merge.get_absolute_url())
    client.force_login(amina)
    assertContains(client.get(merge.source.get_absolute_url()), merge.get_absolute_url())


def test_endorsers_endorse_the_other_with_one_click(client, merge):
    carla = PersonFactory()
    Endorsement.objects.create(idea=merge.source, person=carla)
    agreed(merge)
    client.force_login(carla)
    page = client.get(merge.source.get_absolute_url())
    button = reverse("consultations:endorse", args=[merge.source.consultation.slug, merge.target.pk])
    assertContains(page, button)

    assertContains(client.post(button, {"endorse": "yes"}, follow=True), "1 person endorses this")

    assertNotContains(client.get(merge.source.get_absolute_url()), button)
    assert merge.source.endorsements.get().person == carla


@pytest.mark.parametrize("who", ["nobody", "endorses neither", "wrote the other", "endorses both", "too late"])
def test_the_click_is_for_who_can_use_it(client, merge, bola, who):
    carla = bola if who == "wrote the other" else PersonFactory()
    if who != "endorses neither":
        Endorsement.objects.create(idea=merge.source, person=carla)
    if who == "endorses both":
        Endorsement.objects.create(idea=merge.target, person=carla)
    if who == "too late":
        Consultation.objects.filter(pk=merge.source.consultation_id).update(closes_at=timezone.now())
    agreed(merge)
    if who != "nobody":
        client.force_login(carla)

    assertNotContains(client.get(merge.source.get_absolute_url()), "Endorse that idea too")


def test_a_hidden_idea_is_named_on_neither_page(client, merge, amina):
    agreed(merge)
    hidden = {"hidden_at": timezone.now(), "hidden_reason": "Spam."}
    Idea.objects.filter(pk=merge.target.pk).update(**hidden)
    page = client.get(merge.source.get_absolute_url())
    assertContains(page, "The moderators hid that idea.")
    assertNotContains(page, "No long forms")
    client.force_login(amina)
    assertNotContains(client.get(merge.get_absolute_url()), "No long forms")
    client.logout()

    Idea.objects.filter(pk=merge.target.pk).update(hidden_at=None, hidden_reason="")
    Idea.objects.filter(pk=merge.source.pk).update(**hidden)
    assertNotContains(client.get(merge.target.get_absolute_url()), "Two short letters")


@pytest.mark.parametrize("rows", [1, 3])
def test_an_idea_costs_the_same_for_any_number_that_it_takes_in(client, topic, rows, django_assert_num_queries):
    idea = IdeaFactory(topic=topic)
    MergeFactory.create_batch(rows, source__topic=topic, target=idea, is_agreed=True)

    with django_assert_num_queries(11):
        page = client.get(idea.get_absolute_url())

    assert len(page.context["merges"]["taken_in"]) == rows
