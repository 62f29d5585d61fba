"""Requests that cannot be."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests.factories import ConsultationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(slug="dialogue")


@pytest.mark.parametrize(
    "address",
    [
        "/people/a%00b/",
        "/languages/?language=%00",
        "/consultations/dialogue/words/%00/",
        "/consultations/dialogue/words/%00/results/",
        "/consultations/dialogue/ideas/similar/?title=%00",
        "/consultations/dialogue/ideas/new/?topic=%00",
        "/admin/consultations/idea/%00/change/",
        "/admin/consultations/idea/?outcome=%00",
        "/admin/autocomplete/?term=%00&app_label=consultations&model_name=term&field_name=language",
    ],
)
def test_an_address_with_a_null_character_is_a_bad_request(client, consultation, address):
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))

    assertContains(client.get(address), "This request could not be understood", status_code=400)


def test_the_refusal_keeps_the_policy(client):
    response = client.get("/languages/?language=%00")

    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_what_looks_like_a_null_character_is_found(client):
    assert client.get(reverse("people:suggest_languages"), {"language": "%00"}).status_code == 200


def test_a_form_in_another_encoding_is_a_bad_request():
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32

    response = client.post(
        reverse("account_login"), "login=ana", content_type="application/x-www-form-urlencoded; charset=utf-7"
    )

    assertContains(response, "This request could not be understood", status_code=400)


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "utf-16", "latin-1"])
def test_no_page_is_asked_for_in_another_encoding(client, consultation, charset):
    """The first spells half a character, which no answer can hold."""
    address = f"{reverse('academy:courses')}?q=%5Cud800"

    response = client.get(address, CONTENT_TYPE=f"text/plain; charset={charset}")
    sent = client.generic("POST", address, b"--x--", content_type=f"multipart/form-data; boundary=x; charset={charset}")

    for answer in (response, sent):
        assertContains(answer, "This request could not be understood", status_code=400)


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii", "no-such-encoding"])
def test_a_request_in_utf_8_is_answered(client, charset):
    assert client.get(reverse("academy:courses"), CONTENT_TYPE=f"text/plain; charset={charset}").status_code == 200


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "language", "other"])
def test_a_cookie_with_a_null_character_is_a_bad_request(client, name):
    response = client.get(reverse("academy:academy"), HTTP_COOKIE=f'{name}="\\000aaaaaaaaaaaaaaaa"')

    assertContains(response, "This request could not be understood", status_code=400)
