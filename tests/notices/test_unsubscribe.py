"""Leaving one kind of mail from the mail itself, as a person and as a mail program does it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from notices import tokens
from notices.kinds import attach_subjects
from notices.letters import mail_of
from notices.models import NoticeChoice
from tests.factories import PersonFactory
from tests.notices.rows import a_notice

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
IN_THE_OTHER_FORM = ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")


@pytest.fixture
def mail_program():
    """It has no cookies and knows nothing of the forms of this site."""
    return Client(enforce_csrf_checks=True)


def address(person, kind="reminder"):
    return reverse("notices:unsubscribe", args=[tokens.unsubscribe_token(person.pk, kind)])


def chosen():
    return sorted(NoticeChoice.objects.values_list("person__username", "kind", "channel"))


def test_one_click_of_a_mail_program_leaves_at_once_and_without_a_detour(mail_program, amina):
    (notice,) = attach_subjects([a_notice(amina, "planned")])
    path = mail_of(notice).extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")

    responses = [mail_program.post(path, ONE_CLICK), mail_program.post(path, *IN_THE_OTHER_FORM)]

    assert [response.status_code for response in responses] == [200, 200]
    assert chosen() == [("amina", "reminder", "in_app")]
    assert {response.cookies.output() for response in responses} == {""}


def test_a_link_that_is_followed_leaves_nothing(mail_program, amina):
    response = mail_program.get(address(amina))

    assertContains(response, "Stop these mails?")
    assertContains(response, "The kind reminder")
    assert "no-store" in response["Cache-Control"]
    assert mail_program.head(address(amina)).status_code == 200
    assert chosen() == []


def test_the_page_names_nobody(client, amina):
    html = client.get(address(amina)).content.decode()

    assert "amina" not in html.replace(address(amina), "").casefold()


def test_the_digest_is_left_as_a_whole(mail_program, amina):
    assertContains(mail_program.get(address(amina, "digest")), "No digest comes any more.")

    mail_program.post(address(amina, "digest"), ONE_CLICK)

    assert chosen() == [("amina", "weekly", "in_app")]


def test_who_left_by_mistake_takes_it_back(mail_program, amina):
    left = mail_program.post(address(amina))
    response = mail_program.post(address(amina), {"undo": left.context["undo"]})

    assertContains(response, "You get these mails again")
    assert chosen() == [("amina", "reminder", "mail")]


def test_only_who_just_left_can_take_it_back(mail_program, amina):
    mail_program.post(address(amina))

    assert mail_program.post(address(amina)).context["undo"] == ""


@pytest.mark.parametrize("later", [timedelta(hours=1, seconds=5), timedelta(days=400)])
def test_it_can_be_taken_back_for_an_hour(mail_program, amina, later):
    left = mail_program.post(address(amina))

    with time_machine.travel(timezone.now() + later):
        response = mail_program.post(address(amina), {"undo": left.context["undo"]})

    assertContains(response, "It is too late to take this back here.")
    assert chosen() == [("amina", "reminder", "in_app")]


def test_the_undo_of_another_brings_nothing_back(mail_program, amina):
    bola = PersonFactory(username="bola")
    left = mail_program.post(address(bola))

    for undo in (left.context["undo"], "", "nonsense", tokens.unsubscribe_token(amina.pk, "reminder")):
        assertContains(mail_program.post(address(amina), {"undo": undo}), "It is too late to take this back here.")
    assert chosen() == [("bola", "reminder", "in_app")]


def test_a_link_is_good_for_years(mail_program, amina):
    path = address(amina)

    with time_machine.travel(timezone.now() + timedelta(days=3000)):
        assert mail_program.post(path, ONE_CLICK).status_code == 200
    assert chosen() == [("amina", "reminder", "in_app")]


def tampered(person):
    token = tokens.unsubscribe_token(person.pk, "reminder")
    return {
        "nonsense": "nonsense",
        "another person": token.replace(f"{person.pk}:", f"{person.pk + 1}:", 1),
        "another kind": token.replace("reminder", "moved", 1),
        "cut off": token[:-3],
        "a kind that nobody leaves": tokens.unsubscribe_token(person.pk, "account"),
        "a kind that is no more": tokens.unsubscribe_token(person.pk, "no-such-kind"),
        "a person who is no more": tokens.unsubscribe_token(person.pk + 1000, "reminder"),
        "no person": tokens.unsubscribe_token("amina", "reminder"),
        "of another purpose": tokens.undo_token(person.pk, {"reminder": "mail"}),
    }


@pytest.mark.parametrize("how", sorted(tampered(PersonFactory.build(pk=1))))
def test_a_link_that_is_not_ours_says_so_and_changes_nothing(mail_program, amina, how):
    path = reverse("notices:unsubscribe", args=[tampered(amina)[how]])

    for answer in (mail_program.get(path), mail_program.post(path, ONE_CLICK)):
        assertContains(answer, "This link does not work", status_code=404)
    assert chosen() == []


def test_other_methods_are_refused(mail_program, amina):
    assert mail_program.put(address(amina)).status_code == 405
    assert mail_program.delete(address(amina)).status_code == 405
