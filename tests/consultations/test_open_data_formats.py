import csv
import io
import json

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.feeds.columns import TEXT, Column, record
from consultations.feeds.formats import CHUNK, cell, csv_text, json_text, looks_like_formula
from consultations.feeds.paged import in_xml
from consultations.feeds.wikitext import plain

COLUMNS = [Column("one", TEXT, "", lambda row: row[0]), Column("two", TEXT, "", lambda row: row[1])]


def rows_of(chunks):
    return list(csv.reader(io.StringIO("".join(chunks).removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "   -1", '"=1', "'=1", "\u201c=1", "\u00a0=1",
        "\u200b=1", "\ufeff=1", "\u202e=1", "\u3000=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20A", "\ufe661",
        "\u22121", "\u207a1", " \" '=HYPERLINK(1)", "\x00=1", "\u2028=1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_may_compute_begins_with_an_apostrophe(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "líder", "قائد", "🧭 compass", "1+1", "(=1)", "#1", "– dash", "«guide»"])
def test_other_texts_stand_as_they_are(text):
    assert cell(text) == text


def test_numbers_may_be_negative_and_empty_is_empty():
    assert [cell(value) for value in (-0.5, 3, None, True, False, ["a", "b"])] == [-0.5, 3, "", "true", "false", "a b"]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=2 * CHUNK + 5))
def test_every_text_comes_back_from_csv_but_for_the_apostrophe(rows):
    [head, *found] = rows_of(csv_text(COLUMNS, (record(COLUMNS, row) for row in rows)))

    assert head == ["one", "two"]
    assert [[f"'{text}" if looks_like_formula(text) else text for text in row] for row in rows] == found


@given(st.lists(st.tuples(st.text(), st.integers() | st.none()), max_size=2 * CHUNK + 5))
def test_every_value_comes_back_from_json(rows):
    text = "".join(json_text({"title": "a"}, "rows", (record(COLUMNS, row) for row in rows)))

    assert json.loads(text) == {"title": "a", "rows": [{"one": one, "two": two} for one, two in rows]}


def test_csv_begins_with_a_byte_order_mark_and_its_lines_end_with_cr_lf():
    assert list(csv_text(COLUMNS, [])) == ['\ufeff"one","two"\r\n']


def test_rows_are_asked_for_a_hundred_at_a_time():
    asked = []

    def records():
        for number in range(3 * CHUNK):
            asked.append(number)
            yield {"one": number, "two": ""}

    chunks = csv_text(COLUMNS, records())
    next(chunks)
    assert len(asked) == CHUNK


@pytest.mark.parametrize(
    "text",
    [
        "a | b", "|}", "|-", "{{delete}}", "{{{1}}}", "[[File:A.png]]", "[http://a b]", "http://example.org",
        "<nowiki>", "</nowiki>{{x}}", "<script>", "<!-- x", "''bold''", "~~~~", "__NOTOC__", "== A ==", "&lt;b&gt;",
        "a\n|-\n| b", "a\u2028| b", "----", "!!", "ISBN 0123456789", "RFC 1", "PMID 1", "* a", "# a", ": a", "; a",
        "-{zh-hans:a}-",
    ],
)  # fmt: skip
def test_wikitext_means_nothing_but_its_letters(text):
    code = mwparserfromhell.parse(f"{{|\n|-\n| {plain(text)}\n|}}")
    [table] = code.nodes
    inner = table.contents.filter_tags(matches=lambda tag: tag.tag == "td")[0].contents

    assert not inner.filter_templates() + inner.filter_wikilinks() + inner.filter_external_links() + inner.filter_tags()
    assert not inner.filter_comments() + inner.filter_headings() + inner.filter_arguments()
    assert not set(plain(text)) & set("|{}[]<>'=~_*!\n")
    shown = inner.strip_code(normalize=True).strip()
    assert shown == " ".join(text.split("\n")).replace("\u2028", " ").strip()


@given(st.text())
def test_every_text_stays_in_its_cell(text):
    code = mwparserfromhell.parse(f"{{|\n|-\n| {plain(text)}\n| next\n|}}")

    assert [str(tag.tag) for tag in code.filter_tags()] == ["table", "tr", "td", "td"]


def test_a_magic_word_is_no_link():
    assert plain("ISBN 0123456789") == "ISBN&#32;0123456789"


def test_what_xml_cannot_hold_is_left_out():
    assert in_xml("a\x00\x08\x0b\x1f\ufffeb\t\n🧭") == "ab\t\n🧭"
