"""Two names that look like one are one, or none."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from people.models import Person
from people.wikimedia.profile import username_from
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

PASSWORD = "seven green bicycles"


def sign_up(client, username):
    typed = {"username": username, "email": "", "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("account_signup"), typed)


@pytest.mark.parametrize(
    "username",
    [
        "learner\u200b",
        "lear\u00adner",
        "learner\u3164",
        "learner\ufe0f",
        "lear\u200dner",
        "\uff4cearner",
        "le\u0430rner",
        "\u3164\u3164",
    ],
)
def test_no_account_looks_like_another(client, username):
    PersonFactory(username="learner")

    assert sign_up(client, username).status_code == 200
    assert Person.objects.count() == 1


def test_a_name_is_kept_in_one_form_and_taken_in_every(client):
    assertRedirects(sign_up(client, "\ufb01ne"), "/", fetch_redirect_response=False)
    client.logout()

    response = client.post(reverse("account_login"), {"login": "\ufb01ne", "password": PASSWORD})

    assertRedirects(response, "/", fetch_redirect_response=False)
    assert Person.objects.get().username == "fine"


def test_a_name_that_grows_too_long_is_refused(client):
    assert sign_up(client, "\ufb03" * 60).status_code == 200
    assert not Person.objects.exists()


def test_a_wiki_name_is_kept_in_the_same_form():
    assert username_from("\uff21na\u200b Demo\ufe0f") == "Ana_Demo"


@pytest.mark.parametrize("name", ["\u3164", "\u200d", "lea\u200cder", "رهبر\u200c", "leader\U000e0041"])
def test_the_database_keeps_no_name_that_is_not_seen(name):
    with pytest.raises(IntegrityError):
        Person.objects.bulk_create([Person(username="ana", display_name=name)])


@pytest.mark.parametrize("name", ["هماهنگ\u200cکننده", "क्\u200dष", "👩\u200d💻 Ana"])
def test_the_database_keeps_the_joiners_that_scripts_need(name):
    Person.objects.bulk_create([Person(username="ana", display_name=name)])
