"""The page on which a person chooses what to hear of."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from notices.models import NoticeChoice, NoticeRhythm
from tests.factories import PersonFactory, confirm

pytestmark = pytest.mark.django_db

PAGE = "/me/notices/choices/"
RHYTHM = {"digest_every": "week", "digest_at": "09:30", "quiet_from": "22:00", "quiet_until": "07:00"}


@pytest.fixture
def amina(client):
    person = PersonFactory(username="amina", email="amina@example.org", time_zone="Asia/Kolkata")
    client.force_login(person)
    return person


def chosen(response):
    """{kind: channel} of the buttons that are pressed on the page."""
    return {field.name: field.value() for field in response.context["channels"]}


def test_a_stranger_is_asked_to_sign_in(client):
    assertRedirects(client.get(PAGE), f"{reverse('account_login')}?next={PAGE}")
    assert client.post(PAGE, RHYTHM | {"moved": "none"}).status_code == 302
    assert NoticeChoice.objects.count() == 0


def test_the_page_shows_what_holds(client, amina):
    NoticeChoice.objects.create(person=amina, kind="moved", channel="none")

    response = client.get(PAGE)

    assert chosen(response) == {"reminder": "mail", "moved": "none", "weekly": "digest", "quiet": "in_app"}
    assertContains(response, "<bdi>Asia/Kolkata</bdi>")
    assertContains(response, 'type="time"', count=3)
    assertContains(response, 'name="digest_at" value="08:00"')
    assert response.context["always"] == ["The kind account"]


def test_choices_and_rhythm_are_kept_together(client, amina):
    response = client.post(PAGE, RHYTHM | {"reminder": "digest", "moved": "mail", "weekly": "none"})

    assertRedirects(response, PAGE, fetch_redirect_response=False)
    assert dict(NoticeChoice.objects.values_list("kind", "channel")) == {"reminder": "digest", "weekly": "none"}
    rhythm = NoticeRhythm.objects.get(person=amina)
    assert (rhythm.digest_every, f"{rhythm.digest_at:%H:%M}", f"{rhythm.quiet_from:%H:%M}") == (
        "week",
        "09:30",
        "22:00",
    )
    page = client.get(PAGE)
    assertContains(page, "Your choices are kept.")
    assert chosen(page) == {"reminder": "digest", "moved": "mail", "weekly": "none", "quiet": "in_app"}


def test_a_refused_form_keeps_what_was_typed_and_writes_nothing(client, amina):
    response = client.post(PAGE, RHYTHM | {"quiet_until": "", "reminder": "none"})

    assert response.status_code == 422
    assertContains(response, "Quiet hours need a beginning and another end.", status_code=422)
    assertContains(response, 'value="22:00"', status_code=422)
    assert chosen(response)["reminder"] == "none"
    assert (NoticeChoice.objects.count(), NoticeRhythm.objects.count()) == (0, 0)


def test_a_way_that_does_not_exist_is_refused(client, amina):
    response = client.post(PAGE, RHYTHM | {"reminder": "pigeon", "moved": "none"})

    assert response.status_code == 422
    assert NoticeChoice.objects.count() == 0


def test_choices_are_each_persons_own(client, amina):
    bola = PersonFactory(username="bola")
    client.post(PAGE, RHYTHM | {"moved": "none"})

    assert list(NoticeChoice.objects.values_list("person__username", flat=True)) == ["amina"]
    client.force_login(bola)
    assert chosen(client.get(PAGE))["moved"] == "mail"


def test_without_an_address_the_page_says_where_news_stands(client, amina):
    assertNotContains(client.get(PAGE), "You have no e-mail address here")
    amina.email = ""
    amina.save()

    response = client.get(PAGE)

    assertContains(response, "You have no e-mail address here")
    assertContains(response, reverse("account_email"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_choices(client, amina, rows, django_assert_num_queries):
    for kind in ("reminder", "moved", "weekly")[:rows]:
        NoticeChoice.objects.create(person=amina, kind=kind, channel="none")

    with django_assert_num_queries(4):
        client.get(PAGE)


def test_with_an_address_that_is_not_confirmed_the_page_leads_to_where_it_is_confirmed(client, amina):
    assertNotContains(client.get(PAGE), "not confirmed yet")
    confirm(amina, verified=False)

    response = client.get(PAGE)

    assertContains(response, "Your e-mail address is not confirmed yet")
    assertContains(response, f'<a href="{reverse("account_email")}">Confirm your address</a>')
