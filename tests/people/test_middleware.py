"""Language, time zone and second factor of a signed-in person."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django.asserts import assertContains, assertRedirects

from people.middleware import own_language_and_time_zone
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

PAGE = "/accounts/password/reset/"  # it asks the database nothing of its own


def sign_in(client, **fields):
    person = PersonFactory(**fields)
    client.force_login(person)
    return person


def test_page_speaks_the_language_that_the_person_chose(client):
    sign_in(client, interface_language="ar")

    response = client.get(reverse("people:me"), headers={"accept-language": "fr"})

    assertContains(response, '<html lang="ar" dir="rtl">')
    assert response["Content-Language"] == "ar"


def test_own_choice_wins_over_the_cookie(client):
    sign_in(client, interface_language="ar")
    client.cookies["language"] = "es"

    assertContains(client.get(reverse("people:me")), '<html lang="ar"')


def test_without_a_choice_the_browser_is_heard(client):
    sign_in(client)

    assertContains(client.get(reverse("people:me"), headers={"accept-language": "es"}), '<html lang="es"')


def test_language_of_one_request_does_not_stay_for_the_next(client):
    sign_in(client, interface_language="ar", time_zone="Asia/Tokyo")
    client.get(reverse("people:me"))
    client.logout()

    assert timezone.get_current_timezone_name() == "UTC"
    assert translation.get_language() == "en"
    assertContains(client.get(PAGE), '<html lang="en"')


def test_view_runs_in_the_persons_time_zone(rf):
    seen = []

    def view(request):
        seen.append(timezone.localtime(datetime(2016, 10, 23, 23, 0, tzinfo=UTC)))
        return HttpResponse()

    request = rf.get("/", HTTP_COOKIE="sessionid=x")
    request.user = PersonFactory(time_zone="Asia/Tokyo")
    own_language_and_time_zone(view)(request)

    assert seen == [datetime(2016, 10, 24, 8, 0, tzinfo=ZoneInfo("Asia/Tokyo"))]
    assert seen[0].tzinfo.key == "Asia/Tokyo"


def test_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(PAGE)


def test_caches_are_told_that_the_page_depends_on_cookies(client):
    assert {"Cookie", "Accept-Language"} <= set(client.get(PAGE)["Vary"].split(", "))


def choose(client, language):
    return client.post(reverse("set_language"), {"language": language, "next": "/accounts/login/"})


def test_choosing_a_language_sets_the_cookie_without_a_token(client):
    client.handler.enforce_csrf_checks = True

    response = choose(client, "es")

    assertRedirects(response, "/accounts/login/", fetch_redirect_response=False)
    assert client.cookies["language"].value == "es"


def test_choosing_a_language_is_kept_for_a_signed_in_person(client):
    person = sign_in(client, interface_language="ar")

    choose(client, "fr")

    person.refresh_from_db()
    assert person.interface_language == "fr"


@pytest.mark.parametrize("language", ["xx", "", "de"])
def test_a_language_without_pages_is_not_kept(client, language):
    person = sign_in(client, interface_language="ar")

    choose(client, language)

    person.refresh_from_db()
    assert person.interface_language == "ar"


def test_choosing_a_language_does_not_lead_away(client):
    response = client.post(reverse("set_language"), {"language": "es", "next": "https://example.org/"})

    assertRedirects(response, "/", fetch_redirect_response=False)


def test_looking_at_the_address_of_the_choice_changes_nothing(client):
    person = sign_in(client, interface_language="ar")

    client.get(reverse("set_language"), {"language": "es"})

    person.refresh_from_db()
    assert person.interface_language == "ar"


def staff(client, **fields):
    return sign_in(client, is_staff=True, is_superuser=True, **fields)


def test_admin_asks_staff_for_a_second_factor_when_the_site_does(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    staff(client)

    response = client.get(reverse("admin:people_person_changelist"), follow=True)

    assertRedirects(response, reverse("mfa_index"))
    assertContains(response, "first add a passkey or an authenticator app")


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_admin_opens_to_staff_with_a_second_factor(client, settings, kind):
    settings.STAFF_NEED_SECOND_FACTOR = True
    Authenticator.objects.create(user=staff(client), type=kind, data={})

    assert client.get(reverse("admin:index")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    Authenticator.objects.create(user=staff(client), type=Authenticator.Type.RECOVERY_CODES, data={})

    assertRedirects(client.get(reverse("admin:index")), reverse("mfa_index"), fetch_redirect_response=False)


def test_admin_opens_without_it_where_the_site_does_not_ask(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    staff(client)

    assert client.get(reverse("admin:index")).status_code == 200


def test_admin_still_asks_a_visitor_to_sign_in(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True

    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_a_page_for_one_person_is_kept_by_no_shared_cache(client):
    sign_in(client)

    assert client.get(reverse("people:me"))["Cache-Control"] == "private"
