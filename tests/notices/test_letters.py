"""Names and titles within the one line of a subject, whatever direction they are written in."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from consultations.actions.comments import comment
from notices.actions.carrying import carry_due
from notices.templatetags.letters import BEGIN, END, isolated
from tests.factories import ConsultationFactory, IdeaFactory, LanguageFactory, PersonFactory, TopicFactory, declare

SUBJECTS = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.subject.txt"))
BOUND = re.compile(r"\b(\w+)=([\w.|]+)(?=[ %])")


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Amina (GLAM)", "Amina (GLAM)"),
        ("en", "أمينة", f"{BEGIN}أمينة{END}"),
        ("en", "שלום!", f"{BEGIN}שלום!{END}"),
        ("ar", "Amina (GLAM)", f"{BEGIN}Amina (GLAM){END}"),
        ("ar", "أمينة", f"{BEGIN}أمينة{END}"),
    ],
)
def test_words_are_kept_together_where_directions_may_meet(language, words, expected):
    with translation.override(language):
        assert isolated(words) == expected


@given(st.text())
def test_no_words_end_the_isolation_or_turn_what_follows(words):
    with translation.override("ar"):
        line = isolated(words)

    assert (line[0], line[-1]) == (BEGIN, END)
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not turning & {unicodedata.bidirectional(sign) for sign in line[1:-1]}


@pytest.mark.parametrize("path", SUBJECTS, ids=lambda path: path.name)
def test_every_subject_isolates_what_people_wrote(path):
    for name, expression in BOUND.findall(path.read_text()):
        assert name == "number" or expression.endswith("|isolated"), path


@pytest.mark.usefixtures("real_kinds")
def test_a_name_in_an_arabic_subject_does_not_jumble_it_and_begins_no_header(db, sink, settings):
    english = LanguageFactory()
    amina = PersonFactory(username="amina", email="amina@example.org", interface_language="ar")
    writer = declare(PersonFactory(username="bola", display_name="Bola (GLAM)"), english)
    idea = IdeaFactory(topic=TopicFactory(consultation=ConsultationFactory()), author=amina, title="Share!")
    comment(author=writer, language=english, body="Yes.", form_key="00000000-0000-4000-8000-000000000001", idea=idea)
    type(idea).objects.update(title="Share!\r\nBcc: everybody@example.org")

    carry_due()

    (mail,) = sink.mails
    assert mail["Bcc"] is None
    assert f"{BEGIN}Bola (GLAM){END}" in mail["Subject"]
    assert f"{BEGIN}Share! Bcc: everybody@example.org{END}" in mail["Subject"]
