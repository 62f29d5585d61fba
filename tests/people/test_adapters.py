"""Local accounts: who may sign up, and what comes of it."""

from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from notices.actions.carrying import carry_due
from people.models import Person
from tests.factories import PersonFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

PASSWORD = "seven green bicycles"


def sign_up(client, **typed):
    form = {"username": "ana", "email": "", "password1": PASSWORD, "password2": PASSWORD, **typed}
    return client.post(reverse("account_signup"), form)


def test_sign_up_needs_no_address(client):
    response = sign_up(client, username="Ana")

    assertRedirects(response, "/", fetch_redirect_response=False)
    person = Person.objects.get()
    assert (person.username, person.display_name, person.email) == ("Ana", "Ana", "")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_sign_up_keeps_an_address(client, mailoutbox):
    sign_up(client, email="ana@example.org")

    assert EmailAddress.objects.get().email == "ana@example.org"
    carry_due()
    assert mailoutbox[0].to == ["ana@example.org"]


def test_sign_up_composes_the_name(client):
    sign_up(client, username="Zoe\u0301")

    assert Person.objects.get().username == "Zo\u00e9"


def test_sign_up_with_a_taken_name_keeps_what_was_typed(client):
    PersonFactory(username="ANA")

    response = sign_up(client, username="ana", email="new@example.org")

    assertContains(response, "new@example.org")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("username", ["a b", "a/b", "a\u202eb", "x"])
def test_sign_up_refuses_names_that_break_addresses(client, username):
    assert sign_up(client, username=username).status_code == 200
    assert not Person.objects.exists()


def test_sign_up_is_closed_without_local_accounts(client, settings):
    settings.LOCAL_ACCOUNTS = False

    response = sign_up(client)

    assert response.status_code == 200
    assert "account/signup_closed.html" in [template.name for template in response.templates]
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sign_up_sent_twice_makes_one_person():
    clients = [Client() for _ in range(4)]

    responses = at_once([partial(sign_up, client) for client in clients])

    assert Person.objects.get().username == "ana"
    assert {response.status_code for response in responses} <= {200, 302}
    assert sum("_auth_user_id" in client.session for client in clients) == 1


def test_refused_sign_in_says_what_did_not_happen(client):
    response = client.post(reverse("account_login"), {"login": "ana", "password": "wrong"})

    assertContains(response, "<strong>You are not signed in</strong>", html=True)
    assertNotContains(response, "Nothing is saved yet.")


def test_sign_in_takes_the_decomposed_name(client):
    Person.objects.create_user("Zo\u00e9", password=PASSWORD)

    response = client.post(reverse("account_login"), {"login": "Zoe\u0301", "password": PASSWORD})

    assertRedirects(response, "/", fetch_redirect_response=False)


@pytest.mark.parametrize(
    ("next_url", "goes_to"),
    [
        ("/me/", "/me/"),
        ("https://example.org/", "/"),
        ("//example.org", "/"),
        ("/\\example.org", "/"),
        ("javascript:alert(1)", "/"),
        ("http://[", "/"),
    ],
)
def test_sign_in_stays_on_this_site(client, next_url, goes_to):
    Person.objects.create_user("ana", password=PASSWORD)

    response = client.post(reverse("account_login"), {"login": "ana", "password": PASSWORD, "next": next_url})

    assertRedirects(response, goes_to, fetch_redirect_response=False)
