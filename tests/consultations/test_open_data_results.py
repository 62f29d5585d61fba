import csv
import io
import json

import mwparserfromhell
import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import moderation
from consultations.models import Consultation, Term
from tests.consultations.ballots import vote, words_of
from tests.factories import ConceptFactory, LanguageFactory, TermFactory

FILES = ["results_csv", "results_json", "results_wiki"]
LANGUAGES = ["en", "es", "fr", "ar"]


def at(name):
    return reverse(f"consultations:{name}", args=["dialogue"])


def text_of(client, name, **headers):
    response = client.get(at(name), headers=headers)
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(client):
    return {row["term"]: row for row in csv.DictReader(io.StringIO(text_of(client, "results_csv"), newline=""))}


def objects_of(client):
    return {row["term"]: row for row in json.loads(text_of(client, "results_json"))["results"]}


def tables_of(client, language="en"):
    """[[texts of the cells of a row]] of each table, as a wiki reads it."""
    code = mwparserfromhell.parse(text_of(client, "results_wiki", accept_language=language))
    tables = []
    for table in code.filter_tags(matches=lambda tag: tag.tag == "table"):
        rows = table.contents.filter_tags(recursive=False, matches=lambda tag: tag.tag == "tr")
        tables.append([[cell.contents.strip_code().strip() for cell in cells_of(row)] for row in rows])
    return tables


def cells_of(row):
    return row.contents.filter_tags(recursive=False, matches=lambda tag: tag.tag in ("td", "th"))


@pytest.fixture
def words(dialogue):
    """Results that everybody sees, at any time."""
    Consultation.objects.filter(pk=dialogue.pk).update(results_shown="always")
    return words_of(dialogue)


def test_csv_and_json_say_the_same_figures(client, words):
    row, found = rows_of(client)["lodestar"], objects_of(client)["lodestar"]

    assert row.keys() == found.keys()
    assert {name: "" if value is None else str(value) for name, value in found.items()} == {
        name: value.title() if value in ("true", "false") else value for name, value in row.items()
    }
    assert [found[name] for name in ("for", "neutral", "against", "unknown", "n")] == [9, 1, 6, 2, 16]
    assert (found["net"], found["for_low"], found["for_high"]) == (0.1875, 0.331786, 0.769013)
    assert (found["verdict"], found["place"], found["approval_place"]) == ("undecided", 1, 1)
    assert (found["fluent_for"], found["others_against"]) == (8, 6)
    assert (found["reason_hierarchy"], found["reason_gender"]) == (6, None)


def test_what_the_page_hides_is_empty_and_said_to_be(client, words):
    row, found = rows_of(client)["beacon"], objects_of(client)["beacon"]
    told = {"id", "url", "language", "concept", "term", "gloss", "is_hidden", "is_demonstration"}

    assert (row["is_hidden"], found["is_hidden"]) == ("true", True)
    assert {name for name, value in found.items() if value is not None} == told
    assert {name for name, value in row.items() if value} == told
    assert "hidden so that nobody's vote can be guessed" in text_of(client, "results_wiki").replace("&#39;", "'")
    assert objects_of(client)["compass"]["fluent_for"] is None  # one fluent voter among seven


def test_a_small_language_tells_not_even_its_voters(client, words):
    Term.objects.filter(text__startswith="líder").update(hidden_at=None)
    vote(TermFactory(concept=words[0].concept, language=LanguageFactory(code="eo"), text="gvidanto"), for_=4)
    head = json.loads(text_of(client, "results_json"))

    assert head["voters"] == {"en": 29, "es": 12, "eo": None}
    assert objects_of(client)["gvidanto"]["is_hidden"]


def test_json_has_the_thresholds_and_the_licence(client, words):
    head = json.loads(text_of(client, "results_json"))

    assert head["thresholds"] == {
        "least_votes": 10, "contested_above": 1 / 3, "preferred_above": 0.5, "avoid_above": 1 / 3,
        "admitted_above": 1 / 3,
    }  # fmt: skip
    assert head["licence"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_wikitext_is_a_table_for_each_language(client, words):
    english, spanish = tables_of(client)

    assert english[0][:4] == ["What for", "Word", "Verdict", "For"]
    assert [row[1] for row in english[1:]] == ["lodestar", "compass", "beacon"]
    assert english[1][2:] == ["undecided", "9", "1", "6", "2", "+19 %", "33–77 %", "18–61 %"]
    assert spanish[1][1:3] == ["líder | =1+1", "preferred"]


def test_a_word_written_from_right_to_left_says_so_on_the_wiki(client, words):
    arabic = LanguageFactory(code="ar")
    vote(TermFactory(concept=words[0].concept, language=arabic, text="القيادة | }} التشاركية"), for_=6)
    text = text_of(client, "results_wiki")

    assert '! scope="row" lang="ar" dir="rtl" | القيادة &#124; &#125;&#125; التشاركية\n' in text
    assert '== <bdi lang="ar" dir="rtl">العربية</bdi> ==' in text
    assert tables_of(client)[0][1][1] == "القيادة | }} التشاركية"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wikitext_is_written_in_the_language_of_the_page(client, words, language):
    text = text_of(client, "results_wiki", accept_language=language)
    direction = "rtl" if language == "ar" else "ltr"

    assert f'{{| class="wikitable sortable" lang="{language}" dir="{direction}"' in text
    assert [len(table) for table in tables_of(client, language)] == [4, 2]
    assert {len(row) for row in tables_of(client, language)[1]} == {10}


def test_wikitext_of_two_languages_are_two_states(client, words):
    english = client.get(at("results_wiki"))["ETag"]

    assert client.get(at("results_wiki"), headers={"accept-language": "ar"})["ETag"] != english


@pytest.mark.parametrize("name", ["results_csv", "results_json"])
def test_figures_are_the_same_in_every_language(client, words, name):
    assert len({text_of(client, name, accept_language=code) for code in LANGUAGES}) == 1


@pytest.mark.parametrize("name", FILES)
def test_a_hidden_word_is_in_no_file(client, words, organizer, name):
    moderation.hide(text=words[0], reason="It names a person.", actor=organizer)

    assert "lodestar" not in text_of(client, name)
    assert "compass" in text_of(client, name)


@pytest.mark.parametrize("name", FILES)
def test_who_has_the_file_is_not_sent_it_again_until_a_vote(client, words, name, django_assert_num_queries):
    first = client.get(at(name))
    headers = {"if-none-match": first["ETag"]}
    with django_assert_num_queries(3):
        assert client.get(at(name), headers=headers).status_code == 304
    assert client.get(at(name), headers={"if-modified-since": first["Last-Modified"]}).status_code == 304

    vote(words[1], unknown=1)
    assert client.get(at(name), headers=headers).status_code == 200
    assert client.get(at(name), headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_the_close_changes_the_file_of_who_saw_nothing(client, dialogue, words, name):
    Consultation.objects.filter(pk=dialogue.pk).update(results_shown="after_close")
    before = client.get(at(name))
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())

    assert "lodestar" not in b"".join(before.streaming_content).decode()
    assert client.get(at(name), headers={"if-none-match": before["ETag"]}).status_code == 200
    assert "lodestar" in text_of(client, name)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("results_csv", 5), ("results_json", 6), ("results_wiki", 5)])
def test_a_file_costs_the_same_for_any_number_of_words(
    client, dialogue, rows, name, queries, django_assert_num_queries
):
    Consultation.objects.filter(pk=dialogue.pk).update(results_shown="always")
    for number in range(rows):
        term = TermFactory(
            concept=ConceptFactory(consultation=dialogue), language=LanguageFactory(code=["en", "es", "ar"][number])
        )
        vote(term, for_=5)
    with django_assert_num_queries(queries):
        text = text_of(client, name)

    assert text.count("guide ") == rows
