"""The page on which a mentor is asked."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from mentoring import models

from .factories import (
    MentorFactory,
    MentoringRequestFactory,
    PairingFactory,
    mentor_with,
    request_for,
)
from .writing import EVENING, ask_page, asked, question

pytestmark = pytest.mark.django_db


def test_a_question_is_sent_and_its_page_says_until_when_one_waits(client, person, mentor):
    request = MentoringRequestFactory(person=person)

    assertContains(client.get(ask_page(mentor)), "<bdi>Amina</bdi> can answer until")
    sent = client.post(ask_page(mentor), question(request, "Hello Amina,\r\nI would like to  learn."))

    proposal = models.Proposal.objects.get()
    assertRedirects(sent, proposal.get_absolute_url())
    assert proposal.message == "Hello Amina, I would like to learn."
    assertContains(client.get(proposal.get_absolute_url()), "<bdi>Amina</bdi> can answer until")


def test_who_has_no_request_is_led_to_make_one(client, person, mentor):
    assertContains(client.get(ask_page(mentor)), reverse("mentoring:new_request") + "?ask=amina")
    assert client.post(ask_page(mentor), {"message": "Hello."}).status_code == 422
    assert not models.Proposal.objects.exists()


def test_what_is_not_shared_is_said_and_one_may_ask_all_the_same(client, person, mentor):
    request = MentoringRequestFactory(person=person)

    page = client.get(ask_page(mentor))

    assertContains(page, "Your profiles name no language that you both can talk in.")
    assertContains(page, "You did not say when you have time")
    client.post(ask_page(mentor), question(request))
    assert models.Proposal.objects.get().points == 0


def test_hours_that_are_not_shared_are_said(client, person):
    mentor = mentor_with(blocks=EVENING, person__username="amina")
    request_for(person=person, blocks=((3, 600, 660),))

    page = client.get(ask_page(mentor))

    assertContains(page, "You share no hours in your usual weeks.")
    assertNotContains(page, "no language")


@pytest.mark.parametrize("hides", ["avoids", "avoided", "stopped", "oneself", "unknown"])
def test_a_mentor_who_cannot_be_asked_is_not_found_whatever_the_reason(client, person, mentor, hides):
    MentoringRequestFactory(person=person)
    if hides == "avoids":
        models.Exclusion.objects.create(person=mentor.person, other=person)
    elif hides == "avoided":
        models.Exclusion.objects.create(person=person, other=mentor.person)
    elif hides == "stopped":
        models.Mentor.objects.update(stopped_at=timezone.now())
    elif hides == "oneself":
        mentor = MentorFactory(person=person)
    else:
        mentor.person.username = "nobody"

    pages = client.get(ask_page(mentor)), client.post(ask_page(mentor), {"message": "Hello."})

    assert [page.status_code for page in pages] == [404, 404]


def test_a_mentor_who_is_full_or_away_is_said_to_be_before_anything_is_typed(client, person, mentor):
    request = MentoringRequestFactory(person=person)
    pairing = PairingFactory(mentor=mentor)
    assertContains(client.get(ask_page(mentor)), "All places of this mentor are taken.")
    assertContains(client.post(ask_page(mentor), question(request)), "All places of this mentor", status_code=422)

    models.Pairing.objects.filter(pk=pairing.pk).update(ended_at=timezone.now(), ending="finished")
    models.Mentor.objects.update(away_until=timezone.localdate())
    assertContains(client.get(ask_page(mentor)), "This mentor is away at the moment.")


def test_who_waits_for_an_answer_is_led_to_it(client, person, mentor):
    proposal = asked(MentorFactory(), person)

    page = client.get(ask_page(mentor))

    assertContains(page, "Your request waits for another answer.")
    assertContains(page, proposal.get_absolute_url())


def test_a_request_that_does_not_wait_is_chosen_first(client, person, mentor):
    free = MentoringRequestFactory(person=person)
    asked(MentorFactory(), person)

    page = client.get(ask_page(mentor))

    assert page.context["form"]["request"].value() == free.pk
    client.post(ask_page(mentor), question(free))
    assert free.proposals.get().mentor == mentor


def test_the_request_of_somebody_else_cannot_be_asked_for(client, person, mentor):
    MentoringRequestFactory(person=person)

    assert client.post(ask_page(mentor), question(MentoringRequestFactory())).status_code == 422


def test_a_message_that_is_too_long_comes_back(client, person, mentor):
    request = MentoringRequestFactory(person=person)

    page = client.post(ask_page(mentor), question(request, "Long " * 101))

    assertContains(page, "Long Long", status_code=422)
