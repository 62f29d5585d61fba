"""Who does not come in with a Wikimedia account, and which sentence is said."""

from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from people.models import Person
from tests.people.wiki import PROFILE, authorize, sign_in, signed_in

pytestmark = pytest.mark.django_db


def test_callback_without_our_state_signs_nobody_in(client, wiki):
    wiki.profile = PROFILE
    stolen = authorize(Client(), wiki)

    response = client.get(stolen)

    assertContains(response, "took too long, or began in another window", status_code=400)
    assert signed_in(client) is None
    assert not Person.objects.exists()


def test_code_without_its_verifier_is_refused_by_the_wiki(client, wiki):
    callback = authorize(client, wiki)
    code = next(iter(wiki.challenges))
    wiki.challenges[code] = ("another challenge", wiki.challenges[code][1])

    response = client.get(callback)

    assert response.status_code == 400
    assert not Person.objects.exists()


def test_cancelling_on_the_wiki_is_no_error(client, wiki):
    callback = urlsplit(authorize(client, wiki))
    state = dict(part.split("=") for part in callback.query.split("&"))["state"]

    response = client.get(callback.path, {"error": "access_denied", "state": state})

    assertRedirects(response, reverse("socialaccount_login_cancelled"), fetch_redirect_response=False)


def test_wiki_that_does_not_answer_is_said_so(client, wiki, settings):
    callback = authorize(client, wiki)
    settings.WIKIMEDIA_REST_API = "http://127.0.0.1:9/w/rest.php"

    assertContains(client.get(callback), "does not answer at the moment", status_code=502)


@pytest.mark.parametrize("sub", ["0", 0, "", None, " ", "-1", "00", True, [], "4711\n", "9" * 300])
def test_profile_without_identity_is_refused(client, wiki, sub):
    response = sign_in(client, wiki, {**PROFILE, "sub": sub})

    assertContains(response, "did not tell us which account this is", status_code=403)
    assert signed_in(client) is None
    assert not Person.objects.exists()


def test_profile_whose_identity_is_missing_is_refused(client, wiki):
    profile = {key: value for key, value in PROFILE.items() if key != "sub"}

    assertContains(sign_in(client, wiki, profile), "did not tell us which account this is", status_code=403)


def test_profile_that_is_no_profile_is_refused(client, wiki):
    assertContains(sign_in(client, wiki, []), "did not tell us which account this is", status_code=403)


def test_second_person_without_identity_does_not_become_the_first(client, wiki):
    sign_in(Client(), wiki, {**PROFILE, "sub": "0"})
    sign_in(client, wiki, {**PROFILE, "sub": "0", "username": "Somebody Else"})

    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_blocked_account_is_refused_even_if_known(client, wiki):
    sign_in(Client(), wiki)

    response = sign_in(client, wiki, {**PROFILE, "blocked": True})

    assertContains(response, "blocked there", status_code=403)
    assert signed_in(client) is None


@pytest.mark.parametrize("username", ["", "  ", None, 7])
def test_profile_without_user_name_is_refused(client, wiki, username):
    response = sign_in(client, wiki, {**PROFILE, "username": username})

    assertContains(response, "did not tell us your user name", status_code=403)
