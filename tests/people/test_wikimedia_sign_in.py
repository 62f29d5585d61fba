"""The whole dance with a Wikimedia account, against a server that speaks its three addresses."""

from datetime import UTC, datetime
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from people.models import Person
from tests.factories import PersonFactory
from tests.people.wiki import PROFILE, authorize, sign_in, signed_in
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_sign_in_makes_a_person_without_any_form(client, wiki):
    response = sign_in(client, wiki)

    assertRedirects(response, "/", fetch_redirect_response=False)
    person = Person.objects.get()
    assert signed_in(client) == person.pk
    assert person.username == "Ana_Demo"
    assert person.display_name == "Ana Demo"
    assert person.wiki_username == "Ana Demo"
    assert person.wiki_edit_count == 1234
    assert person.wiki_registered_at == datetime(2011, 6, 30, 15, 30, 22, tzinfo=UTC)
    assert person.email == ""
    assert not person.has_usable_password()


def test_wiki_is_asked_with_pkce_and_state(client, wiki):
    sign_in(client, wiki)

    assert wiki.asked[0]["code_challenge_method"] == "S256"
    assert len(wiki.asked[0]["code_challenge"]) == 43


@pytest.mark.parametrize(
    ("wiki_name", "username"),
    [
        ("مستخدم تجريبي", "مستخدم_تجريبي"),
        ("उदाहरण प्रयोक्ता", "उदाहरण_प्रयोक्ता"),
        ("利用者の例", "利用者の例"),
        ("Zoe\u0301", "Zo\u00e9"),
        ("Who? Me!", "Who_Me"),
        ("(:)", "person"),
    ],
)
def test_names_keep_their_script(client, wiki, wiki_name, username):
    sign_in(client, wiki, {**PROFILE, "username": wiki_name})

    person = Person.objects.get()
    assert person.username == username
    assert person.wiki_username == wiki_name
    assert client.get(person.get_absolute_url()).status_code == 200


def test_taken_user_name_gets_a_number(client, wiki):
    PersonFactory(username="ANA_demo")
    PersonFactory(username="ana_demo-2")

    sign_in(client, wiki)

    assert Person.objects.get(pk=signed_in(client)).username == "Ana_Demo-3"


def test_renamed_account_stays_the_same_person(client, wiki):
    sign_in(Client(), wiki)

    sign_in(
        client, wiki, {**PROFILE, "username": "Ana Renamed", "editcount": 1300, "registered": "2011-06-30T15:30:22Z"}
    )

    person = Person.objects.get()
    assert signed_in(client) == person.pk
    assert person.username == "Ana_Demo"
    assert person.display_name == "Ana Demo"
    assert person.wiki_username == "Ana Renamed"
    assert person.wiki_edit_count == 1300
    assert person.wiki_registered_at == datetime(2011, 6, 30, 15, 30, 22, tzinfo=UTC)


def test_another_account_of_the_same_name_is_another_person(client, wiki):
    sign_in(Client(), wiki)

    sign_in(client, wiki, {**PROFILE, "sub": "4712"})

    assert list(Person.objects.order_by("pk").values_list("username", flat=True)) == ["Ana_Demo", "Ana_Demo-2"]


def test_confirmed_address_is_kept(client, wiki):
    sign_in(client, wiki, {**PROFILE, "email": "Ana@Example.org", "confirmed_email": True})

    assert Person.objects.get().email == "ana@example.org"
    assert EmailAddress.objects.get().verified is True


def test_unconfirmed_address_is_not_kept(client, wiki):
    sign_in(client, wiki, {**PROFILE, "email": "ana@example.org", "confirmed_email": False})

    assert Person.objects.get().email == ""
    assert not EmailAddress.objects.exists()


def test_address_of_somebody_else_is_no_dead_end(client, wiki):
    other = PersonFactory(email="ana@example.org")

    sign_in(client, wiki, {**PROFILE, "email": "ana@example.org", "confirmed_email": True})

    person = Person.objects.get(pk=signed_in(client))
    assert person != other
    assert person.email == ""
    assert EmailAddress.objects.get().user == other


def test_only_what_is_used_is_stored(client, wiki):
    sign_in(client, wiki, {**PROFILE, "realname": "Ana Secret", "email": "ana@example.org", "confirmed_email": True})

    assert SocialAccount.objects.get().extra_data == {
        "username": "Ana Demo",
        "editcount": 1234,
        "registered": "20110630153022",
    }


def test_wikimedia_accounts_come_in_where_local_ones_may_not(client, wiki, settings):
    settings.LOCAL_ACCOUNTS = False

    sign_in(client, wiki)

    assert signed_in(client) is not None


@pytest.mark.parametrize(
    ("next_url", "goes_to"),
    [
        ("/consultations/", "/consultations/"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("javascript:x", "/"),
    ],
)
def test_sign_in_stays_on_this_site(client, wiki, next_url, goes_to):
    response = sign_in(client, wiki, next=next_url)

    assertRedirects(response, goes_to, fetch_redirect_response=False)


def test_joining_to_a_local_account_brings_the_wiki_facts(client, wiki):
    person = PersonFactory(username="local")
    client.force_login(person)

    sign_in(client, wiki, process="connect")

    person.refresh_from_db()
    assert SocialAccount.objects.get().user == person
    assert (person.username, person.wiki_username, person.wiki_edit_count) == ("local", "Ana Demo", 1234)


def test_inactive_person_does_not_come_in(client, wiki):
    sign_in(Client(), wiki)
    Person.objects.update(is_active=False)

    response = sign_in(client, wiki)

    assertRedirects(response, reverse("account_inactive"), fetch_redirect_response=False)
    assert signed_in(client) is None


@pytest.mark.django_db(transaction=True)
def test_two_first_sign_ins_at_once_make_one_person(wiki):
    wiki.profile = PROFILE
    clients = [Client() for _ in range(4)]
    callbacks = [authorize(client, wiki) for client in clients]

    responses = at_once([partial(client.get, callback) for client, callback in zip(clients, callbacks, strict=True)])

    assert [response.status_code for response in responses] == [302] * 4
    person = Person.objects.get()
    assert [signed_in(client) for client in clients] == [person.pk] * 4
