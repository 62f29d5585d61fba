"""A certificate is checked by anybody, with nothing but public addresses and a library for signatures."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from joserfc import jws, jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet, RSAKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from academy.actions.attendance import record_attendance
from academy.actions.certificates import issue, revoke
from academy.models import Certificate, SigningKey
from tests.factories import LanguageFactory, PersonFactory

from .factories import CourseFactory, EnrolmentFactory, SessionFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


@pytest.fixture
def certificate(amina):
    session = SessionFactory(
        course=CourseFactory(title="Listening", sessions_needed=1, language=LanguageFactory(code="es")),
        starts_at=timezone.now() - timedelta(days=1),
    )
    enrolment = EnrolmentFactory(course=session.course, person=amina)
    record_attendance(session=session, enrolments=[enrolment], actor=None, now=timezone.now())
    return Certificate.objects.select_related("course__language").get()


@pytest.fixture
def fetch(client, settings):
    """What a verifier gets at a public address; it knows nothing but the addresses."""

    def answer(url):
        assert url.startswith(settings.SITE_URL)
        response = client.get(urlsplit(url).path)
        assert response.status_code == 200, url
        assert response["Access-Control-Allow-Origin"] == "*"
        return response

    return answer


def signed(client, certificate):
    return client.get(reverse("academy:credential_jwt", args=[certificate.pk])).content.decode()


def verify(token, fetch):
    """As a verifier does it: the key from the address in the header, then the claims against the credential."""
    header = jws.extract_compact(token.encode()).headers()
    assert set(header) == {"alg", "kid", "typ"}
    key = RSAKey.import_key(fetch(header["kid"]).json())
    claims = jwt.decode(token, key, algorithms=["RS256"]).claims
    assert claims["iss"] == claims["issuer"]["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == claims["credentialSubject"]["id"]
    assert datetime.fromtimestamp(claims["nbf"], tz=UTC) == datetime.fromisoformat(claims["validFrom"])
    return claims


def status(claims, fetch):
    """The reason for which a credential is revoked, or none."""
    revoked = fetch(claims["credentialStatus"]["id"]).json()
    assert revoked["issuer"] == claims["iss"]
    return {row["id"]: row["revocationReason"] for row in revoked["revokedCredentials"]}.get(claims["id"], "")


def test_a_credential_is_verified_from_the_public_addresses_alone(client, certificate, fetch):
    claims = verify(signed(client, certificate), fetch)

    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert claims["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert claims["credentialSubject"]["identifier"][0]["identityHash"] == "Amina"
    assert claims["credentialSubject"]["achievement"]["name"] == "Listening"
    assert status(claims, fetch) == ""


def test_the_addresses_in_a_credential_say_the_same(client, certificate, fetch):
    claims = verify(signed(client, certificate), fetch)

    achievement = fetch(claims["credentialSubject"]["achievement"]["id"]).json()
    issuer = fetch(claims["iss"]).json()
    assert achievement.pop("@context") == issuer.pop("@context") == claims["@context"]
    assert achievement == claims["credentialSubject"]["achievement"]
    assert achievement["criteria"]["narrative"] == "Attended 1 session of the course."
    assert issuer == claims["issuer"]


def test_the_credential_holds_no_mail_address(client, certificate, amina, fetch):
    assert "@" not in json.dumps(verify(signed(client, certificate), fetch)).replace("@context", "")


def test_the_credential_to_read_is_the_signed_one(client, certificate, fetch):
    claims = verify(signed(client, certificate), fetch)
    response = client.get(reverse("academy:credential", args=[certificate.pk]))

    assert response["Content-Type"] == "application/ld+json"
    assert response.json() == {name: claims[name] for name in claims if name not in ("iss", "jti", "nbf", "sub")}


def test_the_key_set_verifies_it_too(client, certificate):
    keys = KeySet.import_key_set(client.get(reverse("academy:keys")).json())

    assert jwt.decode(signed(client, certificate), keys, algorithms=["RS256"]).claims["name"] == "Listening"


def test_no_address_gives_a_private_key(client, certificate):
    key = SigningKey.objects.get()
    shown = [client.get(reverse("academy:keys")).json()["keys"][0], client.get(reverse("academy:key", args=[key.kid]))]

    assert set(shown[0]) == {"kty", "n", "e", "kid", "alg", "use"}
    assert shown[1].json() == shown[0]
    assert "PRIVATE" not in key.private_sealed


def test_a_changed_credential_fails(client, certificate, fetch):
    header, body, signature = signed(client, certificate).split(".")
    forged = urlsafe_b64encode(urlsafe_b64decode(body.encode()).replace(b"Amina", b"Bogus")).decode()

    with pytest.raises(BadSignatureError):
        verify(f"{header}.{forged}.{signature}", fetch)


def test_the_page_of_a_certificate_says_that_it_is_valid(client, certificate):
    page = client.get(certificate.get_absolute_url())

    assert page.status_code == 200
    assert "This certificate is valid." in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()


@pytest.mark.parametrize("change", [{"name": "Bogus"}, {"credential": "not.a.signature"}, {"credential": ""}])
def test_the_page_of_a_changed_certificate_warns(client, certificate, change):
    Certificate.objects.update(**change)
    page = client.get(certificate.get_absolute_url()).content.decode()

    assert "The signature does not match" in page
    assert "is valid" not in page


def test_a_revoked_certificate_is_reported_with_the_reason(client, certificate, fetch):
    claims = verify(signed(client, certificate), fetch)
    revoke(certificate=certificate, reason="Noted by mistake.", actor=None, now=timezone.now())

    assert status(claims, fetch) == "Noted by mistake."
    page = client.get(certificate.get_absolute_url()).content.decode()
    assert "Noted by mistake." in page
    assert "is valid" not in page


def test_an_old_certificate_is_verified_after_the_secret_key_changed(client, certificate, settings, fetch):
    settings.SECRET_KEY = "another key of the site, long enough to be one 0123456789 abcdefgh"
    newer = issue(person=PersonFactory(), course=certificate.course, now=timezone.now())

    assert SigningKey.objects.count() == 2
    assert verify(signed(client, certificate), fetch)["jti"].endswith(f"{certificate.pk}/")
    assert verify(signed(client, newer), fetch)
    assert "This certificate is valid." in client.get(certificate.get_absolute_url()).content.decode()


def test_a_secret_key_that_moved_to_the_fallbacks_still_opens_the_key(certificate, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, long enough to be one 0123456789 abcdefgh"
    issue(person=PersonFactory(), course=certificate.course, now=timezone.now())

    assert SigningKey.objects.count() == 1


def test_a_track_has_a_badge_and_a_certificate(client, amina, fetch):
    track = TrackFactory(title="Leading together")
    certificate = issue(person=amina, track=track, now=timezone.now())
    claims = verify(signed(client, certificate), fetch)

    assert claims["credentialSubject"]["achievement"]["achievementType"] == "LearningProgram"
    assert fetch(claims["credentialSubject"]["achievement"]["id"]).json()["name"] == "Leading together"
    assert "Leading together" in client.get(certificate.get_absolute_url()).content.decode()


def test_a_certificate_given_twice_is_one(amina):
    course = CourseFactory()

    assert issue(person=amina, course=course, now=timezone.now()) == issue(
        person=amina, course=course, now=timezone.now()
    )
    assert Certificate.objects.count() == 1


def test_a_certificate_costs_the_same_queries_each_time(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(certificate.get_absolute_url())
