"""The board of opportunities: find, read, propose, and the files for calendars and feed readers."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from academy.actions import opportunities as actions
from academy.models import Opportunity
from academy.rules.deadlines import day_of, end_of
from tests.factories import LanguageFactory, PersonFactory, declare
from tests.races import at_once

from .factories import AreaFactory, OpportunityFactory, RegionFactory, SkillFactory

pytestmark = pytest.mark.django_db
BOARD = "/academy/opportunities/"
DAY = timedelta(days=1)


@pytest.fixture
def amina():
    return declare(PersonFactory(username="amina"), LanguageFactory())


def titles(response):
    return [row["title"] for row in response.context["rows"]]


def proposal(**changed):
    typed = {
        "kind": "grant",
        "title": "Travel fund",
        "body": "For **teachers**.",
        "language": LanguageFactory().pk,
        "offered_by": "A chapter",
        "url": "https://board.example/fund",
        "form_key": str(uuid4()),
    }
    return typed | changed


def test_the_board_shows_what_is_open_with_the_next_deadline_first(client):
    now = timezone.now()
    OpportunityFactory(title="No deadline")
    OpportunityFactory(title="Later", closes_at=now + 9 * DAY)
    OpportunityFactory(title="Soon", closes_at=now + DAY)
    OpportunityFactory(title="Over", closes_at=now - DAY)
    OpportunityFactory(title="Ended", starts_on=now.date() - 5 * DAY, ends_on=now.date() - 2 * DAY)
    OpportunityFactory(title="Proposed", published_at=None)

    page = client.get(BOARD)

    assert titles(page) == ["Soon", "Later", "No deadline"]
    assertContains(page, "Past opportunities")
    assert titles(client.get(f"{BOARD}?past=1")) == ["Over", "Ended"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    for _n in range(rows):
        made = OpportunityFactory(closes_at=timezone.now() + DAY)
        made.areas.add(AreaFactory(slug="glam"))

    with django_assert_num_queries(7):
        page = client.get(BOARD)

    assert len(titles(page)) == rows


def test_nothing_over_is_said_without_an_invitation(client, db):
    assertContains(client.get(f"{BOARD}?past=1"), "No opportunity is over yet.")
    assertNotContains(client.get(BOARD), "No opportunity is over yet.")
    assertNotContains(client.get(f"{BOARD}?past=1"), "The next opportunity will stand here")


def test_the_board_is_paged(client):
    OpportunityFactory.create_batch(21)

    assert len(titles(client.get(BOARD))) == 20
    assert len(titles(client.get(f"{BOARD}?page=2"))) == 1


@pytest.mark.parametrize(
    "asked",
    ["kind=grant", "area=glam", "region=asia", "language=es", "skill=patience", "q=Photo", "q=jury+photo", "q=place"],
)
def test_the_board_finds(client, asked):
    wanted = OpportunityFactory(
        title="Photo contest", body="Jury wanted", kind="grant", language=LanguageFactory(code="es"), place="A place"
    )
    wanted.areas.add(AreaFactory(slug="glam"))
    wanted.regions.add(RegionFactory(slug="asia"))
    wanted.skills.add(SkillFactory(slug="patience"))
    other = OpportunityFactory(title="Other")
    other.regions.add(RegionFactory(slug="africa"))

    assert titles(client.get(f"{BOARD}?{asked}")) == ["Photo contest"]


def test_what_is_for_everybody_is_for_each_region(client):
    OpportunityFactory(title="For all")
    RegionFactory(slug="asia")

    assert titles(client.get(f"{BOARD}?region=asia")) == ["For all"]


def test_a_search_without_an_answer_says_so(client):
    assertContains(client.get(f"{BOARD}?q=nothing"), "No opportunity fits all of that")
    assertContains(client.get(BOARD), "The next opportunity will stand here")


def test_a_proposal_waits_for_the_organizers_and_its_author_sees_it(client, amina):
    client.force_login(amina)

    response = client.post(f"{BOARD}new/", proposal(closes_on="2999-11-30", closes_anywhere_on_earth="on"))

    made = Opportunity.objects.get()
    assertRedirects(response, made.get_absolute_url())
    assert (made.published_at, made.proposed_by) == (None, amina)
    assert made.closes_at == datetime(2999, 12, 1, 12, tzinfo=UTC)
    assert made.history.get().history_user == amina
    assertContains(client.get(BOARD), "waits for the organizers")
    assertContains(client.get(made.get_absolute_url()), "30 November 2999, Anywhere on Earth")
    stranger = Client()
    assert stranger.get(made.get_absolute_url()).status_code == 404
    assertNotContains(stranger.get(BOARD), "Travel fund")


def test_a_form_that_is_sent_twice_is_one_proposal(client, amina):
    client.force_login(amina)
    typed = proposal()

    first, second = (client.post(f"{BOARD}new/", typed) for _n in range(2))

    assert first.url == second.url
    assert Opportunity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_from_many_windows_at_once_is_one_proposal(amina):
    typed = proposal(language=LanguageFactory())
    typed["form_key"] = uuid4()

    made = at_once([lambda: actions.propose(proposer=amina, **typed)] * 4)

    assert len({row.pk for row in made}) == 1
    assert Opportunity.objects.count() == 1


def test_the_key_of_somebody_elses_form_makes_a_new_proposal(client, amina):
    typed = proposal()
    for person in (amina, PersonFactory()):
        client.force_login(person)
        assert client.post(f"{BOARD}new/", typed).status_code == 302

    assert Opportunity.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"url": "no address"}, "Enter a valid URL."),
        ({"closes_on": "2020-01-01"}, "This day is over."),
        ({"closes_on": "9999-12-31"}, "Enter a valid date."),
        (
            {"starts_on": "9999-12-31", "ends_on": "9999-12-31"},
            "Enter a valid date.",
        ),
        ({"ends_on": "2999-01-01"}, "There is a last day: please tell the first one, too."),
        ({"starts_on": "2999-01-02", "ends_on": "2999-01-01"}, "The last day comes after the first one."),
    ],
)
def test_bad_input_gets_the_form_back_with_what_was_typed(client, amina, typed, sentence):
    client.force_login(amina)

    response = client.post(f"{BOARD}new/", proposal(**{"body": "A long text", **typed}))

    assertContains(response, sentence, status_code=422)
    assertContains(response, "A long text", status_code=422)
    assert not Opportunity.objects.exists()


def test_who_has_ten_that_wait_lets_the_organizers_answer_first(client, amina):
    OpportunityFactory.create_batch(10, proposed_by=amina, published_at=None)
    client.force_login(amina)

    assertContains(client.post(f"{BOARD}new/", proposal()), "10 of your proposals wait", status_code=422)


def test_a_declined_proposal_tells_its_author_why(client, amina):
    row = OpportunityFactory(
        proposed_by=amina, published_at=None, declined_at=timezone.now(), declined_because="It is an advertisement."
    )
    client.force_login(amina)

    assertContains(client.get(row.get_absolute_url()), "It is an advertisement.")


@pytest.mark.parametrize(("earth", "moment"), [(False, (1, 0)), (True, (1, 12))])
def test_a_day_is_over_at_its_end_in_utc_or_anywhere_on_earth(earth, moment):
    day, (first, hour) = date(2026, 11, 30), moment

    closes_at = end_of(day, anywhere_on_earth=earth)

    assert closes_at == datetime(2026, 12, first, hour, tzinfo=UTC)
    assert day_of(closes_at, anywhere_on_earth=earth) == day


def entries(response):
    text = b"".join(response.streaming_content)
    return {str(entry["uid"]).partition("@")[0]: entry for entry in Calendar.from_ical(text).walk("VEVENT")}


def test_the_calendar_has_deadlines_and_days(client):
    closes_at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC), tick=False):
        row = OpportunityFactory(
            title="Día; coma, aquí", closes_at=closes_at, closes_anywhere_on_earth=True,
            starts_on=date(2026, 12, 5), ends_on=date(2026, 12, 6), revision=3,
        )  # fmt: skip
        OpportunityFactory(title="Waits", published_at=None, closes_at=closes_at)

        found = entries(client.get(reverse("academy:opportunities_calendar")))

    deadline, days = found[f"opportunity-{row.pk}-deadline"], found[f"opportunity-{row.pk}-days"]
    assert len(found) == 2
    assert deadline["summary"] == "Deadline: Día; coma, aquí"
    assert (deadline.decoded("dtend"), deadline["sequence"]) == (closes_at, 3)
    assert (days.decoded("dtstart"), days.decoded("dtend")) == (date(2026, 12, 5), date(2026, 12, 7))


@pytest.mark.parametrize("name", ["opportunities_calendar", "opportunities_atom"])
def test_a_file_that_did_not_change_is_not_sent_again(client, name):
    row, address = OpportunityFactory(closes_at=timezone.now() + DAY), reverse(f"academy:{name}")
    stamp = {"If-None-Match": client.get(address)["ETag"]}

    assert client.get(address, headers=stamp).status_code == 304
    row.title = "Another title"
    row.save()
    assert client.get(address, headers=stamp).status_code == 200


def test_the_feed_has_what_was_published_with_its_text_in_its_language(client):
    OpportunityFactory(title="Taller <1>", body="Ven.", language=LanguageFactory(code="es"))
    OpportunityFactory(title="Waits", published_at=None)

    feed = client.get(reverse("academy:opportunities_atom"))

    assertContains(feed, "Taller &lt;1&gt;")
    assertContains(feed, 'xml:lang="es"')
    assertNotContains(feed, "Waits")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("opportunities_calendar", 3), ("opportunities_atom", 3)])
def test_the_files_cost_the_same_for_any_number(client, name, queries, rows, django_assert_num_queries):
    OpportunityFactory.create_batch(rows, closes_at=timezone.now() + DAY)

    with django_assert_num_queries(queries):
        response = client.get(reverse(f"academy:{name}"))
        assert b"Opportunity" in (b"".join(response) if response.streaming else response.content)


def test_a_row_of_the_board_says_that_it_is_invented(client):
    OpportunityFactory(is_demonstration=True)
    assertContains(client.get(BOARD), "demonstration data", count=1)


def test_a_row_of_the_board_that_is_real_does_not(client):
    OpportunityFactory()
    assertNotContains(client.get(BOARD), "demonstration data")
