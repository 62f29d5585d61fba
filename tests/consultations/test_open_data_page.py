import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_http_date
from pytest_django.asserts import assertContains, assertNotContains

from consultations.feeds import idea_columns, result_columns
from consultations.feeds.data import files
from tests.consultations.ballots import close, words_of
from tests.factories import IdeaFactory, LanguageFactory


def at(name, *args):
    return reverse(f"consultations:{name}", args=["dialogue", *args])


def test_the_page_names_every_file_and_every_column(client, dialogue):
    response = client.get(at("data"))

    for name in ("ideas_atom", "ideas_csv", "ideas_json", "results_csv", "results_json", "results_wiki", "calendar"):
        assertContains(response, f'<a href="{at(name)}" dir="ltr">')
    assertContains(response, '<span dir="ltr">words/recount.json</span>')
    for column in [*idea_columns.COLUMNS, *result_columns.COLUMNS]:
        assertContains(response, f'<th scope="row"><code dir="ltr">{column.name}</code></th>')
    assertContains(response, "https://creativecommons.org/licenses/by-sa/4.0/")


def test_every_file_of_the_page_is_there_but_for_the_bundle_of_an_open_consultation(client, dialogue):
    answers = {file["name"]: client.get(file["url"]).status_code for file in files(dialogue)}

    assert answers.pop("words/recount.json") == 404
    assert set(answers.values()) == {200}


def test_the_hash_of_the_bundle_stands_on_the_page_once_it_was_given_out(client, dialogue):
    words_of(dialogue)
    close(dialogue)
    assertNotContains(client.get(at("data")), "The SHA-256 of the bundle")

    assertContains(client.get(at("data")), f'<a href="{at("recount")}" dir="ltr">words/recount.json</a>')
    seal = client.get(at("recount")).json()["sha256"]
    assertContains(client.get(at("data")), seal)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_ideas(client, topic, rows, django_assert_num_queries):
    IdeaFactory.create_batch(rows, topic=topic)
    with django_assert_num_queries(1):
        client.get(at("data"))


@pytest.mark.parametrize("name", ["consultation", "ideas", "results", "data"])
def test_pages_lead_programs_to_the_feed_and_people_to_the_page_on_open_data(client, dialogue, name):
    response = client.get(at(name))

    assertContains(
        response, f'<link rel="alternate" type="application/atom+xml" title="Ideas" href="{at("ideas_atom")}">'
    )
    assertContains(response, f'<link rel="alternate" type="text/calendar" title="Calendar" href="{at("calendar")}">')
    if name != "data":
        assertContains(response, f'<a href="{at("data")}">Open data</a>', html=True)


@pytest.mark.parametrize(
    ("page", "own", "other"), [("ideas", "ideas", "results"), ("results", "results", "ideas"),
                               ("language_results", "results", "ideas")],
)  # fmt: skip
def test_a_page_names_the_files_of_what_it_shows(client, dialogue, page, own, other):
    LanguageFactory()
    response = client.get(at(page, *(["en"] if page == "language_results" else [])))
    files_named = re.findall(
        r'<link rel="alternate" type="(?:text/csv|application/json)" href="([^"]+)"', response.text
    )

    assert files_named == [at(f"{own}_csv"), at(f"{own}_json")]


@pytest.mark.parametrize("name", ["new_idea", "questions"])
def test_who_writes_reads_what_others_may_do_with_the_text(client, dialogue, amina, name):
    client.force_login(amina)

    assertContains(client.get(at(name)), 'rel="license noopener">CC BY-SA 4.0</a>')


def test_two_states_within_one_second_have_two_times(client, topic, time_machine):
    time_machine.move_to(timezone.now().replace(microsecond=300_000), tick=False)
    before = client.get(at("ideas_csv"))
    IdeaFactory(topic=topic)
    after = client.get(at("ideas_csv"), headers={"if-modified-since": before["Last-Modified"]})
    times = [parse_http_date(response["Last-Modified"]) for response in (before, after)]

    assert after.status_code == 200
    assert times[1] - times[0] == 1
