"""What spread: pictures, tables and filters, counted together."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.models import SharingTeacher
from tests.academy.factories import RegionFactory, SkillFactory
from tests.factories import LanguageFactory

from .factories import DayFactory, SharingFactory
from .spreading import HIDDEN, edition_held, released

pytestmark = pytest.mark.django_db
ALL = "learning_days:sharings"


@pytest.fixture
def thread():
    """Three generations in two regions from one workshop; nobody is counted twice."""
    east, west = RegionFactory(slug="east", name="East"), RegionFactory(slug="west", name="West")
    workshop = released(edition_held(slug="over", title="Learning Days in Dakar"), title="How to ask")
    source = {"edition": workshop.edition, "workshop": workshop}
    first = SharingFactory(title="First evening", region=east, people=20, language=LanguageFactory(code="wo"), **source)
    second = SharingFactory(title="Second evening", region=west, people=10, people_known=4, before=first)
    third = SharingFactory(title="Third evening", region=west, people=5, before=second)
    return [first, second, third]


def titles(page):
    return [row["title"] for row in page.context["rows"]]


def test_everybody_is_counted_once(client, thread):
    spread = client.get(reverse(ALL)).context["spread"]

    assert (spread["reports"], spread["people"]) == ("3", "31")
    assert [(row["name"], row["parts"], row["people"]) for row in spread["regions"]] == [
        ("East", ["20", "0", "0"], "20"),
        ("West", ["0", "6", "5"], "11"),
    ]
    assert [(row["hand"], row["people"]) for row in spread["hands"]] == [(1, "20"), (2, "6"), (3, "5")]


def test_the_picture_says_in_words_what_it_draws(client, thread):
    page = client.get(reverse(ALL))

    assertContains(page, "<title>West: 11</title>", html=True)
    assertContains(page, "<desc>First hand 0, second hand 6, third hand and later 5.</desc>", html=True)
    assertContains(page, '<rect class="bar__for" x="0.00" width="100.00" height="20"/>', html=True)
    assertNotContains(page, "style=")


def test_later_reports_count_for_the_edition_and_the_workshop_that_their_thread_began_at(client, thread):
    page = client.get(reverse("learning_days:spread", args=["over"]))

    assert page.context["spread"]["people"] == "31"
    assert [(row["title"], row["people"], row["reports"]) for row in page.context["workshops"]] == [
        ("How to ask", "31", "3")
    ]
    [row] = client.get(reverse(ALL)).context["editions"]
    assert (row["edition"].slug, row["people"]) == ("over", "31")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=west", ["Third evening", "Second evening"]),
        ("hand=2", ["Second evening"]),
        ("edition=over", ["Third evening", "Second evening", "First evening"]),
        ("q=first+EVENING", ["First evening"]),
        ("q=first&region=west", []),
        ("region=nowhere", ["Third evening", "Second evening", "First evening"]),
        ("hand=17", ["Third evening", "Second evening", "First evening"]),
        ("workshop=0", []),
        ("workshop=x&page=99", ["Third evening", "Second evening", "First evening"]),
    ],
)
def test_filters_narrow_pictures_and_list_together(client, thread, query, found):
    page = client.get(f"{reverse(ALL)}?{query}")

    assert titles(page) == found
    assert page.context["spread"]["reports"] == str(len(found))


def test_language_skill_and_workshop_filter_too(client, thread):
    first, second, _third = thread
    skill = SkillFactory()
    second.skills.add(skill)

    for query, found in (
        (f"language={first.language.code}", ["First evening"]),
        (f"skill={skill.slug}", ["Second evening"]),
        (f"workshop={first.workshop_id}", ["Third evening", "Second evening", "First evening"]),
    ):
        assert titles(client.get(f"{reverse(ALL)}?{query}")) == found


def test_hidden_reports_and_drafts_count_nowhere(client, thread):
    SharingFactory(people=500, **HIDDEN)
    thread[0].edition.published_at = None
    thread[0].edition.save()

    page = client.get(reverse(ALL))

    assert page.context["spread"]["people"] == "31"
    assert page.context["editions"] == []
    assertNotContains(page, "Learning Days in Dakar")
    assert client.get(reverse("learning_days:spread", args=["over"])).status_code == 404


def test_who_declined_to_be_named_is_not_counted(client, thread):
    now = timezone.now()
    for fields in ({"name": "Awa"}, {"person": thread[1].person}, {"person": thread[2].person, "declined_at": now}):
        SharingTeacher.objects.create(sharing=thread[0], **fields)

    assert client.get(reverse(ALL)).context["spread"]["teachers"] == "2"


def test_a_page_without_reports_invites(client):
    assertContains(client.get(reverse(ALL)), "The first report will stand here")
    page = client.get(reverse("learning_days:spread", args=[edition_held().slug]))
    assertContains(page, "What people shared at home will stand here")


def test_demonstration_data_is_said_to_be_some(client, thread):
    assertNotContains(client.get(reverse(ALL)), "invented for demonstration")
    SharingFactory(is_demonstration=True)
    assertContains(client.get(reverse(ALL)), "invented for demonstration")


def test_a_long_list_has_pages_that_keep_the_filter(client):
    region = RegionFactory(slug="east")
    SharingFactory.create_batch(21, region=region)

    page = client.get(f"{reverse(ALL)}?region=east&page=2")

    assert len(titles(page)) == 1
    assertContains(page, "?region=east&amp;page=1")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_once_however_many_reports(client, django_assert_num_queries, rows):
    for number in range(rows):
        edition = edition_held(slug=f"edition-{number}")
        SharingFactory(region=RegionFactory(), edition=edition, workshop=released(edition))
        SharingFactory(edition=edition_held() if number else edition)

    with django_assert_num_queries(9):
        client.get(reverse(ALL))
    with django_assert_num_queries(10):
        client.get(f"{reverse(ALL)}?q=afternoon")
    with django_assert_num_queries(6):
        client.get(reverse("learning_days:spread", args=["edition-0"]))


def test_an_edition_and_a_workshop_that_are_over_lead_to_what_spread(client):
    workshop = released(edition_held(slug="over"))
    coming = DayFactory().edition

    assertContains(client.get(workshop.edition.get_absolute_url()), reverse("learning_days:spread", args=["over"]))
    assertContains(client.get(workshop.get_absolute_url()), f"{reverse(ALL)}?workshop={workshop.pk}")
    assertContains(client.get(workshop.get_absolute_url()), f"{reverse('learning_days:new_sharing')}?workshop=")
    assertNotContains(client.get(coming.get_absolute_url()), reverse("learning_days:spread", args=[coming.slug]))
    assertContains(client.get(reverse("learning_days:editions")), reverse(ALL))


def test_who_asked_for_one_workshop_reads_so_and_keeps_it_while_searching(client, thread):
    key = thread[0].workshop_id

    page = client.get(f"{reverse(ALL)}?workshop={key}&q=second")

    assert titles(page) == ["Second evening"]
    assertContains(page, "Only what one workshop started.")
    assertContains(page, f'<input type="hidden" name="workshop" value="{key}">', html=True)
