"""Pledges: made, read, changed, dropped and taken up again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Feedback, Pledge, Release
from tests.factories import LanguageFactory, PersonFactory

from .answering import begun_day, said_by
from .factories import DayFactory, PledgeFactory, RegistrationFactory, RoomFactory, SharingFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    person = PersonFactory(username="amina", display_name="Amina")
    client.force_login(person)
    return person


@pytest.fixture
def day(amina):
    return RegistrationFactory(day=begun_day(), person=amina).day


@pytest.fixture
def pledge(day, amina):
    return PledgeFactory(edition=day.edition, person=amina, text="Teach Wikidata")


def address(name, row):
    return reverse(f"learning_days:{name}", args=[row.pk])


def new(edition):
    return reverse("learning_days:new_pledge", args=[edition.slug])


def typed(**fields):
    return {"text": "Teach Commons", "lang": LanguageFactory().pk, **fields}


def released(workshop):
    """A release with the workshop, under the title that readers know."""
    row = {"id": workshop.pk, "sequence": 1, "status": "confirmed", "reason": "", "title": "As it was released"}
    row |= {"lang": "fr", "summary_html": "", "language": "fr", "day": workshop.day_id, "room": workshop.room_id}
    row |= {"room_name": "A", "starts_at": workshop.starts_at.isoformat(), "ends_at": workshop.ends_at.isoformat()}
    row |= {"leads": [], "capacity": 9, "course": workshop.course_id, "finding": None, "idea": None}
    return Release.objects.create(edition=workshop.edition, number=1, content={"workshops": [row]})


def test_a_pledge_is_made_once_however_often_it_is_sent(client, day, amina):
    for _ in range(2):
        response = client.post(new(day.edition), typed(is_public="on"))

    pledge = Pledge.objects.get()
    assertRedirects(response, pledge.get_absolute_url())
    assert (pledge.person, pledge.edition, pledge.lang, pledge.is_public) == (amina, day.edition, "en", True)


def test_a_pledge_names_the_workshop_that_it_came_from_as_it_was_released(client, day):
    workshop = placed_within(day)
    released(workshop)
    assertContains(client.get(new(day.edition)), "As it was released")
    client.post(new(day.edition), typed(workshop=workshop.pk))

    pledge = Pledge.objects.get()
    assert pledge.workshop == workshop
    page = client.get(pledge.get_absolute_url())
    assertContains(page, "As it was released")
    assertNotContains(page, workshop.title)


def placed_within(day):
    """An accepted workshop in the first hour of the day, whenever that is."""
    place = {"day": day, "room": RoomFactory(edition=day.edition), "starts_at": day.starts_at}
    return WorkshopFactory(edition=day.edition, state="accepted", ends_at=day.starts_at + timedelta(hours=1), **place)


def test_a_workshop_of_the_draft_cannot_be_named(client, day):
    workshop = placed_within(day)

    assertNotContains(client.get(new(day.edition)), workshop.title)
    client.post(new(day.edition), typed(workshop=workshop.pk))
    assert Pledge.objects.get().workshop is None


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x" * 501}, {"text": "a\u202eb"}, {"lang": "999999"}])
def test_what_cannot_be_pledged_comes_back(client, day, wrong):
    assert client.post(new(day.edition), typed(**wrong)).status_code == 422
    assert not Pledge.objects.exists()


def test_pledges_are_for_who_came_from_the_first_day_until_half_a_year_after_the_last(client, amina):
    begun, coming, never = begun_day(), DayFactory(), begun_day()
    for day in (begun, coming):
        RegistrationFactory(day=day, person=amina)

    assert [client.get(new(day.edition)).status_code for day in (begun, coming, never)] == [200, 404, 404]
    closes = begun.ends_at + timedelta(days=180)
    with time_machine.travel(closes - timedelta(seconds=1), tick=False):
        client.force_login(amina)
        assert client.post(new(begun.edition), typed()).status_code == 302
    with time_machine.travel(closes, tick=False):
        response = client.post(new(begun.edition), typed(text="Too late"))
        assertContains(response, "until half a year after the last day", status_code=422)
        assertContains(response, "Too late", status_code=422)


def test_the_page_tells_where_it_stands_and_what_became_of_it(client, pledge, amina):
    assertContains(client.get(pledge.get_absolute_url()), "until ")
    assertContains(client.get(pledge.get_absolute_url()), "You and the organizers of this edition.")
    with time_machine.travel(pledge.made_at + timedelta(days=30), tick=False):
        client.force_login(amina)
        assertContains(client.get(pledge.get_absolute_url()), "How did it go?")
    hidden = {"hidden_at": timezone.now(), "hidden_because": "Spam"}
    SharingFactory(pledge=pledge, title="Hidden from others", **hidden)
    SharingFactory(pledge=pledge, title="An afternoon", person=amina)
    page = client.get(pledge.get_absolute_url())
    assertContains(page, "An afternoon")
    assertContains(page, "done and told of")
    assertNotContains(page, "Hidden from others")


def test_a_private_pledge_is_its_persons_alone_and_a_public_one_everybodys(client, pledge):
    others = {name: PersonFactory(username=name, is_superuser=name == "root") for name in ("bola", "root")}
    for person in others.values():
        client.force_login(person)
        assert client.get(pledge.get_absolute_url()).status_code == 404
    Pledge.objects.update(is_public=True)
    client.logout()
    page = client.get(pledge.get_absolute_url())
    assertContains(page, "Amina")
    assertNotContains(page, "Drop it")
    Pledge.objects.update(hidden_at=timezone.now(), hidden_because="It names a child.")
    assert client.get(pledge.get_absolute_url()).status_code == 404


def test_a_hidden_pledge_says_why_to_its_person(client, pledge):
    Pledge.objects.update(is_public=True, hidden_at=timezone.now(), hidden_because="It names a child.")

    assertContains(client.get(pledge.get_absolute_url()), "It names a child.")


def test_a_pledge_is_changed_and_what_was_said_of_the_day_follows(client, pledge, day, amina):
    told = said_by(day.registrations.get(), next_30_days=pledge.text)
    assertContains(client.get(address("edit_pledge", pledge)), "Teach Wikidata")
    client.post(address("edit_pledge", pledge), typed(is_public="on"))
    pledge.refresh_from_db()

    assert (pledge.text, pledge.is_public) == ("Teach Commons", True)
    assert Feedback.objects.get(pk=told.pk).next_30_days == "Teach Commons"


def test_words_that_a_report_goes_on_from_stay_and_the_rest_can_be_changed(client, pledge, amina):
    SharingFactory(pledge=pledge, person=amina)

    response = client.post(address("edit_pledge", pledge), typed())
    assertContains(response, "they stay as they are", status_code=422)
    client.post(address("edit_pledge", pledge), typed(text="Teach Wikidata", is_public="on"))
    pledge.refresh_from_db()
    assert (pledge.text, pledge.is_public) == ("Teach Wikidata", True)


def test_two_pledges_do_not_become_the_same(client, pledge, day, amina):
    PledgeFactory(edition=day.edition, person=amina, text="Teach Commons")

    response = client.post(address("edit_pledge", pledge), typed())

    assertContains(response, "You made this pledge already.", status_code=422)


def test_a_pledge_is_dropped_after_a_question_and_taken_up_again(client, pledge):
    assertContains(client.get(address("drop_pledge", pledge)), "Drop this pledge?")
    for _ in range(2):
        client.post(address("drop_pledge", pledge))
    assertContains(client.get(pledge.get_absolute_url()), "Take it up again")
    response = client.post(address("edit_pledge", pledge), typed())
    assertContains(response, "You dropped this pledge.", status_code=422)
    client.post(address("drop_pledge", pledge), {"again": "1"})

    pledge.refresh_from_db()
    assert pledge.dropped_at is None


def test_taking_up_what_stands_again_already_leads_to_the_one_that_stands(client, pledge, day, amina):
    Pledge.objects.update(dropped_at=timezone.now())
    twin = PledgeFactory(edition=day.edition, person=amina, text=pledge.text)

    assertRedirects(client.post(address("drop_pledge", pledge), {"again": "1"}), twin.get_absolute_url())


def test_a_dropped_public_pledge_is_read_by_nobody_else(client, pledge):
    Pledge.objects.update(is_public=True, dropped_at=timezone.now())
    client.logout()

    assert client.get(pledge.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["edit_pledge", "drop_pledge"])
def test_nobody_changes_the_pledge_of_another_one(client, pledge, name):
    Pledge.objects.update(is_public=True)
    client.force_login(PersonFactory())

    assert client.get(address(name, pledge)).status_code == 404
    assert client.post(address(name, pledge), typed()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_reports(client, pledge, rows, django_assert_num_queries):
    SharingFactory.create_batch(rows, pledge=pledge)

    with django_assert_num_queries(4):
        client.get(pledge.get_absolute_url())
