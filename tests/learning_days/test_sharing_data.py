"""Reports as files and as a feed."""

import csv
import io
import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from learning_days.actions import sharings as actions
from learning_days.models import SharingTeacher
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import SharingFactory
from .spreading import HIDDEN, edition_held, released

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
FILES = ["sharings_csv", "sharings_json", "sharings_feed"]


def fetch(client, name, **headers):
    return client.get(reverse(f"learning_days:{name}"), headers=headers)


def text_of(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def csv_rows(client):
    return list(csv.DictReader(io.StringIO(text_of(fetch(client, "sharings_csv")).removeprefix("\ufeff"), newline="")))


def json_rows(client):
    return json.loads(text_of(fetch(client, "sharings_json")))["reports"]


def test_each_file_says_the_same_of_a_report(client):
    edition = edition_held(slug="over")
    first = SharingFactory(edition=edition, workshop=released(edition), people=20)
    second = SharingFactory(
        before=first, people=10, people_known=4, title="The second evening", text="It **went** well."
    )
    second.skills.add(SkillFactory(slug="listening"))
    SharingTeacher.objects.create(sharing=second, name="Awa Without Account")
    SharingTeacher.objects.create(sharing=second, person=PersonFactory(), declined_at=timezone.now())

    [row, _first] = json_rows(client)
    [cells, _other] = csv_rows(client)

    said = {"id": second.pk, "people": 10, "people_known": 4, "people_reached": 6, "teachers": 1, "generation": 2}
    said |= {"goes_on_from": first.pk, "edition": "over", "workshop": first.workshop_id, "skills": ["listening"]}
    assert {name: row[name] for name in said} == said
    assert cells["skills"] == "listening"
    assert {name: cells[name] for name in cells if name != "skills"} == {
        name: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in row.items()
        if name != "skills"
    }
    assert "Awa" not in str(row)


def test_the_column_of_people_reached_counts_nobody_twice(client):
    SharingFactory(people=20)
    SharingFactory(people=10, people_known=10)
    SharingFactory(people=900, **HIDDEN)

    assert sum(int(row["people_reached"]) for row in csv_rows(client)) == 20


def test_no_text_is_a_formula_for_a_spreadsheet(client):
    author = PersonFactory(display_name="+1 Example")
    SharingFactory(title='=HYPERLINK("http://evil.example")', place="@SUM(A1)", text="-1", person=author)

    [row] = csv_rows(client)

    assert (row["title"][:2], row["place"][:2], row["text"][:2], row["author"][:2]) == ("'=", "'@", "'-", "'+")
    assert json_rows(client)[0]["title"].startswith("=HYPERLINK")


def test_a_hidden_report_stands_in_no_file(client):
    hidden = SharingFactory(title="Not for readers", **HIDDEN)
    later = SharingFactory(before=hidden)

    for name in FILES:
        assert "Not for readers" not in text_of(fetch(client, name))
    [row] = json_rows(client)
    assert (row["id"], row["generation"], row["goes_on_from"]) == (later.pk, 2, None)


def test_an_edition_that_is_not_published_is_not_told(client):
    edition = edition_held(published_at=None)
    SharingFactory(edition=edition, workshop=released(edition))

    [row] = json_rows(client)

    assert (row["edition"], row["workshop"]) == (None, None)


def test_the_feed_holds_each_report_in_its_language(client):
    row = SharingFactory(title="Un soir & demi", text="It **went** well.", lang="fr")

    answer = fetch(client, "sharings_feed")

    assert answer["Content-Type"].startswith("application/atom+xml")
    [entry] = ElementTree.fromstring(answer.content).findall("atom:entry", ATOM)
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert entry.find("atom:title", ATOM).text == "Un soir & demi"
    assert "<strong>went</strong>" in entry.find("atom:content", ATOM).text
    assert entry.find("atom:link", ATOM).get("href").endswith(row.get_absolute_url())


def test_the_feed_leads_from_page_to_page(client):
    SharingFactory.create_batch(51)

    first = ElementTree.fromstring(fetch(client, "sharings_feed").content)
    links = {link.get("rel"): link.get("href") for link in first.findall("atom:link", ATOM)}
    second = client.get(links["next"].partition("//")[2].partition("/")[2].join(["/", ""]))

    assert len(first.findall("atom:entry", ATOM)) == 50
    assert len(ElementTree.fromstring(second.content).findall("atom:entry", ATOM)) == 1


@pytest.mark.parametrize("name", FILES)
def test_who_has_the_file_is_not_sent_it_again(client, name):
    SharingFactory()
    tag = fetch(client, name)["ETag"]

    assert fetch(client, name, if_none_match=tag).status_code == 304


CHANGES = {
    "a new report": lambda row: SharingFactory(),
    "a changed one": lambda row: (
        type(row).objects.filter(pk=row.pk).update(title="Other", changed_at=timezone.now() + timedelta(seconds=1))
    ),
    "a hidden one": lambda row: actions.hide(sharing=row, reason="An advertisement.", now=timezone.now()),
    "a skill": lambda row: row.skills.add(SkillFactory()),
    "a teacher": lambda row: SharingTeacher.objects.create(sharing=row, name="Awa"),
    "a name": lambda row: type(row.person).objects.filter(pk=row.person_id).update(display_name="Renamed"),
    "an edition withdrawn": lambda row: type(row.edition).objects.filter(pk=row.edition_id).update(published_at=None),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", FILES)
def test_whatever_changes_is_sent_anew(client, name, change):
    row = SharingFactory(edition=edition_held())
    tag = fetch(client, name)["ETag"]
    CHANGES[change](row)

    assert fetch(client, name, if_none_match=tag).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("sharings_csv", 12), ("sharings_json", 12), ("sharings_feed", 8)])
def test_a_file_costs_the_same_for_any_number_of_reports(client, name, queries, rows, django_assert_num_queries):
    for _ in range(rows):
        edition = edition_held()
        row = SharingFactory(edition=edition, workshop=released(edition))
        row.skills.add(SkillFactory())
        SharingTeacher.objects.create(sharing=row, name="Awa")

    with django_assert_num_queries(queries):
        text_of(fetch(client, name))


@pytest.mark.parametrize("name", FILES)
def test_any_page_may_read_the_files(client, name):
    assert fetch(client, name)["Access-Control-Allow-Origin"] == "*"
