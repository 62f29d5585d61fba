"""The whole dance with a Wikimedia account, against a server that speaks its three addresses."""

from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from people.models import Person
from tests.factories import PersonFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

PROFILE = {
    "sub": "4711",
    "username": "Ana Demo",
    "editcount": 1234,
    "confirmed_email": False,
    "blocked": False,
    "registered": "20110630153022",
    "groups": ["*", "user"],
}


def authorize(client, wiki, **query):
    """Press the button and come back from the wiki; answers the address of the callback."""
    to_wiki = client.post(reverse("mediawiki_login"), query_params=query)
    assert to_wiki.status_code == 302
    assert to_wiki["Location"].startswith(f"{wiki.rest_api}/oauth2/authorize?")
    address = urlsplit(to_wiki["Location"])
    connection = HTTPConnection(address.netloc)
    connection.request("GET", f"{address.path}?{address.query}")
    answer = connection.getresponse()
    assert answer.status == 302
    connection.close()
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client, wiki, profile=PROFILE, **query):
    wiki.profile = profile
    return client.get(authorize(client, wiki, **query))


def signed_in(client):
    return int(client.session.get("_auth_user_id", 0)) or None


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

    sign_in(client, wiki, {**PROFILE, "username": "Ana Renamed", "editcount": 1300, "registered": "2011-06-30T15:30:22Z"})

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
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)

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
    [("/consultations/", "/consultations/"), ("https://example.org/", "/"), ("//example.org/", "/"), ("javascript:x", "/")],
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
