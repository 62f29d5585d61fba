"""What reviewers read: no name survives, however it is written."""

import re
import unicodedata
from html import unescape
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.models import Application
from academy.rules.blinding import Hidden, blinded, can_be_hidden, hidden_words, without
from people.models import Person
from people.text import render_markdown

from .factories import AffiliateFactory, ApplicationFactory


def hiding(text, *lines):
    """The text without the lines that an applicant of no name marked."""
    return blinded(text, Application(identifying="\n".join(lines)))


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("I am AMINA.", ["Amina"], "I am […]."),
        ("In Laminate and Aminata", ["Amina"], "In Laminate and Aminata"),
        ("José and Jose\u0301 and jose", ["José"], "[…] and […] and […]"),
        ("The Strauß choir, STRAUSS choir", ["Strauss"], "The […] choir, […] choir"),
        ("İstanbul, ISTANBUL, ıstanbul", ["istanbul"], "[…], […], […]"),
        ("Wiki Loves Lagos 2024", ["Lagos", "Wiki Loves Lagos"], "[…] 2024"),
        ("User:Amina_Okafor and Amina\nOkafor", ["Amina Okafor"], "User:[…] and […]"),
        ("山田太郎です。", ["山田"], "[…]太郎です。"),
        ("ผมชื่อสมชายครับ", ["สมชาย"], "ผมชื่อ[…]ครับ"),
        ("김민수는 말했다", ["김민수"], "[…]는 말했다"),
        ("Amina🌻 said", ["Amina"], "[…]🌻 said"),
        ("Aminaさん", ["Amina"], "[…]さん"),
        ("قالت أمينة وأمينة", ["امينة"], "قالت […] و[…]"),
        ("A\u200dmi\u00adna", ["Amina"], "[…]"),
        ("[Amina](https://wiki.example/User:Amina) says", ["Amina"], "[[…]](https://wiki.example/User:[…]) says"),
        ("A b c", ["A", "b"], "A b c"),
        ("C++ and 🌻🌻 and !!!", ["++", "🌻🌻", "!!!"], "C++ and […] and !!!"),
        ("Amina Lagos Okafor", ["Lagos", "Amina Okafor"], "[…]"),
    ],
)
def test_names_are_found_as_a_reader_finds_them(text, lines, expected):
    assert hiding(text, *lines) == expected


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("A**mi**na was here", "<p>[…] was here</p>"),
        ("A[mi](https://wiki.example)na was here", "<p>[…] was here</p>"),
        ("&#65;mina and A&shy;mina", "<p>[…] and […]</p>"),
        ("[me](https://wiki.example/User:%41mina)", "<p>me</p>"),
        ("<https://wiki.example/%2541mina>", "<p>https://wiki.example/[…]</p>"),
        ("1. A`mi`na\n2. *them*", "<p>[…]</p>\n<p>them</p>"),
    ],
)
def test_a_name_broken_by_formatting_costs_the_formatting(text, seen):
    assert render_markdown(hiding(text, "Amina")).strip() == seen


def test_formatting_stays_where_it_hides_nothing():
    assert hiding("**I** taught\n\n- Amina", "Amina") == "**I** taught\n\n- […]"


@pytest.mark.django_db
def test_the_applicants_own_names_are_hidden():
    application = ApplicationFactory(
        person__display_name="Will de la Rose",
        person__username="will.rose",
        person__wiki_username="WRose (WMXX)",
        identifying="Nairobi",
    )
    application.person.affiliates.add(AffiliateFactory(name="Wikimedians of the Lake"))
    text = "Will, WILL ROSE, will.rose or WRose_(WMXX) of the wikimedians of the lake in Nairobi will help de la rose."

    assert blinded(text, application) == "[…], […], […] or […]) of the […] in […] will help de la rose."


def test_what_nobody_can_be_known_by_hides_nothing():
    person = Person(display_name="A", username="é", wiki_username="")

    assert not any(can_be_hidden(word) for word in (person.display_name, person.username, "", " ", "++"))


@pytest.mark.django_db
def test_a_sample_of_nobody_hides_only_what_is_marked():
    application = ApplicationFactory(person=None, is_sample=True, identifying="Lagos\n\n x \n")

    assert hidden_words(application) == [Hidden("Lagos")]


# Whatever is typed, what is rendered spells none of the names. The oracle folds on its own, without places.

NAMES = ["amina", "amina okafor", "josé", "straße", "أمينة", "山田", "สมชาย", "İpek", "김민수", "lake-users 7"]
NOISE = ["", "*", "**", "_", "`", "~~", "\u200b", "\u00ad", "\u200d", "\\", "[", "](https://a.example/", ")", "&shy;"]
BETWEEN = [" ", "\n\n", ".", "<", ">", "://", "- ", "1. ", "    ", "%20", "&#32;", "\u0301", "x", "و"]


def scrambled(name):
    """The name with noise between its letters, in some case and encoding."""
    spelled = st.sampled_from([str, str.upper, str.title, quote, lambda word: unicodedata.normalize("NFD", word)])
    entity = st.sampled_from([lambda char: char, lambda char: f"&#{ord(char)};", lambda char: f"%{ord(char):02X}"])
    letters = st.tuples(*(st.tuples(entity, st.sampled_from(NOISE)) for _ in name))
    broken = letters.map(lambda pairs: "".join(pair[0](char) + pair[1] for char, pair in zip(name, pairs, strict=True)))
    return st.one_of(spelled.map(lambda spell: spell(name)), broken)


TEXTS = st.lists(
    st.one_of(st.sampled_from(NAMES).flatmap(scrambled), st.sampled_from(NOISE + BETWEEN), st.text(max_size=6)),
    max_size=12,
).map("".join)


def plain(text, dropped=("Mn", "Me", "Cf")):
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).replace("ı", "i")
    return "".join(char for char in text if unicodedata.category(char) not in dropped or "\u0e00" < char < "\u0eff")


def spells(text, name):
    name = re.escape(plain(name))
    if name >= "\u0e00":
        return re.search(name, text)
    return re.search(rf"(?<![\w\u0900-\u0dff]){name}(?![\w\u0900-\u0dff])", text)


@given(TEXTS)
def test_no_hidden_name_survives(text):
    html = render_markdown(without(text, [Hidden(name) for name in NAMES]))
    links = [unescape(link) for link in re.findall('href="([^"]*)"', html)]
    told = [unescape(re.sub("<[^>]*>", "", html)), *links, *map(unquote, links)]
    readings = [reading for said in told for reading in (plain(said), plain(said, ("Mn", "Me")))]

    assert [(name, said) for said in readings for name in NAMES if spells(said, name)] == []


@given(TEXTS)
def test_a_blinded_text_stays_as_it_is(text):
    hidden = [Hidden(name) for name in NAMES]
    once = without(text, hidden)

    assert render_markdown(without(once, hidden)) == render_markdown(once)


@given(TEXTS)
def test_without_words_to_hide_a_text_keeps_its_words(text):
    assert without(text, []) == unicodedata.normalize("NFC", text)
