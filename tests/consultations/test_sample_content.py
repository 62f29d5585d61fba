"""The sample's content keeps its promises: references that exist, sources beside facts, readable texts."""

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, REFERENCE = ROOT / "consultations/sample", ROOT / "people/reference"
FILES = sorted([*SAMPLE.glob("*.toml"), *REFERENCE.glob("*.toml")])
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
LEVELS, SKILL_LEVELS = {"0", "1", "2", "3", "4", "5", "N"}, {"learn", "practise", "teach"}
REASONS = {"hierarchy", "politics_or_army", "gender", "religion", "unclear", "not_used_here", "other"}
FLUENT = {"3", "4", "5", "N"}


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


CONSULTATION = load(SAMPLE / "consultation.toml")
IDEAS = load(SAMPLE / "ideas.toml")["ideas"]
PEOPLE = {person["key"]: person for person in load(SAMPLE / "people.toml")["people"]}
QUESTIONS = load(SAMPLE / "questions.toml")["questions"]
WORDS = load(SAMPLE / "terms.toml")
AREAS = load(REFERENCE / "areas.toml")
SKILL_GROUPS = load(REFERENCE / "skills.toml")["groups"]


def strings(value):
    """Every text anywhere in a parsed file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def comments(idea):
    """An idea's comments and the replies to them."""
    for comment in idea.get("comments", []):
        yield comment
        yield from comment.get("replies", [])


def speakers(levels):
    """How many people speak each language at one of these levels."""
    spoken = (lang for person in PEOPLE.values() for lang in person["languages"] if lang["level"] in levels)
    return Counter(lang["code"] for lang in spoken)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_texts_are_composed_and_hold_no_control_characters(path):
    for text in strings(load(path)):
        assert text == unicodedata.normalize("NFC", text)
        assert not CONTROL.search(text), text


def test_all_content_files_are_there():
    names = ["areas", "consultation", "evidence", "ideas", "people", "questions", "skills", "terms", "translations"]
    assert sorted(path.stem for path in FILES) == names


def test_keys_and_slugs_are_unique():
    named = [
        [person["key"] for person in load(SAMPLE / "people.toml")["people"]],
        [idea["key"] for idea in IDEAS],
        [question["key"] for question in QUESTIONS],
        [(term["concept"], term["lang"], term["text"].lower()) for term in WORDS["terms"]],
        [skill["slug"] for group in SKILL_GROUPS for skill in group["skills"]],
        [group["slug"] for group in SKILL_GROUPS],
        [area["slug"] for area in AREAS["areas"]],
        [region["slug"] for region in AREAS["regions"]],
    ]
    assert [len(names) for names in named] == [len(set(names)) for names in named]


def test_people_refer_to_known_places_areas_and_skills():
    regions = {region["slug"] for region in AREAS["regions"]}
    areas = {area["slug"] for area in AREAS["areas"]}
    skills = {skill["slug"] for group in SKILL_GROUPS for skill in group["skills"]}
    for key, person in PEOPLE.items():
        assert re.fullmatch(r"[a-z0-9-]+", key)
        assert person.get("region", "mena") in regions
        assert set(person["areas"]) <= areas
        assert {lang["level"] for lang in person["languages"]} <= LEVELS
        assert {skill["slug"] for skill in person["skills"]} <= skills
        assert {skill["level"] for skill in person["skills"]} <= SKILL_LEVELS


def test_the_four_ready_accounts_are_there():
    assert {key for key, person in PEOPLE.items() if "role" in person} == {"organizer", "reviewer", "mentor", "learner"}


def test_ideas_and_comments_refer_to_known_people_topics_and_areas():
    topics = {topic["slug"] for topic in CONSULTATION["topics"]}
    areas = {area["slug"] for area in AREAS["areas"]}
    for idea in IDEAS:
        assert idea["topic"] in topics
        assert set(idea["areas"]) <= areas
        assert {idea["author"], *idea["endorsers"], *(comment["author"] for comment in comments(idea))} <= set(PEOPLE)
        assert idea["author"] not in idea["endorsers"]
        assert len(idea["endorsers"]) == len(set(idea["endorsers"]))


def test_people_write_in_languages_that_they_declared():
    texts = [*IDEAS, *(comment for idea in IDEAS for comment in comments(idea)), *QUESTIONS]
    for text in texts:
        declared = {lang["code"] for lang in PEOPLE[text["author"]]["languages"] if lang["level"] in FLUENT}
        assert text["lang"] in (declared or {"en"}), text


def test_texts_fit_their_fields():
    assert all(len(idea["title"]) <= 150 and len(idea["body"]) <= 10_000 for idea in IDEAS)
    assert all(len(comment["body"]) <= 5_000 for idea in IDEAS for comment in comments(idea))
    assert all(len(idea["outcome"]["because"]) <= 500 for idea in IDEAS if "outcome" in idea)
    assert all(len(question["body"]) <= 2_000 for question in QUESTIONS)
    assert all(len(term["text"]) <= 60 and len(term["back_translation"]) <= 150 for term in WORDS["terms"])
    assert all(len(term["gloss"]) <= 300 and len(term["connotations"]) <= 300 for term in WORDS["terms"])
    assert all(len(extension["reason"]) <= 500 for extension in CONSULTATION["extensions"])


def test_ideas_and_comments_were_written_while_the_consultation_was_open():
    close = next(
        extension["new_closes_at"] for extension in CONSULTATION["extensions"] if not extension["demonstration"]
    )
    for idea in IDEAS:
        assert CONSULTATION["opens_at"] <= idea["shared_at"] < close
        assert all(idea["shared_at"] < comment["written_at"] < close for comment in comments(idea))


def test_the_real_extension_starts_where_the_first_window_ended():
    real, demonstration = CONSULTATION["extensions"]
    assert real["old_closes_at"] == real["reopens_at"] == CONSULTATION["closes_at"] < real["new_closes_at"]
    assert real["source_url"]
    assert (demonstration["demonstration"], demonstration["demonstration_days"]) == (True, 365)


def test_each_idea_and_term_is_marked_as_demonstration_or_names_its_source():
    for text in [*IDEAS, *QUESTIONS, *WORDS["terms"]]:
        assert text.get("demonstration", False) != bool(text.get("source_url")), text
    assert WORDS["votes_are_demonstration"] is True


def test_only_the_real_idea_is_signed_by_the_participants_of_2016():
    historic = {key for key, person in PEOPLE.items() if not person["demonstration"]}
    real = [idea for idea in IDEAS if not idea["demonstration"]]
    assert [(idea["author"], [c["author"] for c in comments(idea)]) for idea in real] == [
        ("participant-2016", ["commenter-2016"])
    ]
    assert real[0]["endorsers"] == []
    assert historic == {"participant-2016", "commenter-2016"}


def test_ideas_come_in_many_languages_on_both_topics():
    demonstration = [idea for idea in IDEAS if idea["demonstration"]]
    assert len(demonstration) >= 24
    assert len({idea["lang"] for idea in demonstration}) >= 8
    assert Counter(idea["topic"] for idea in demonstration).keys() == {"peer-academy", "language"}
    assert {idea["outcome"]["kind"] for idea in IDEAS if "outcome" in idea} == {"became", "partly", "declined"}


def test_two_questions_wait_for_an_answer():
    assert sum("answer" not in question for question in QUESTIONS) == 2
    assert all(
        question["answer"]["answered_at"] > question["asked_at"] for question in QUESTIONS if "answer" in question
    )


def test_terms_refer_to_known_concepts_and_proposers():
    concepts = {concept["slug"] for concept in WORDS["concepts"]}
    assert {term["concept"] for term in WORDS["terms"]} == concepts
    assert {term["proposer"] for term in WORDS["terms"] if "proposer" in term} <= set(PEOPLE)


def test_vote_weights_are_whole_and_reasons_come_from_the_list():
    for term in WORDS["terms"]:
        assert term["votes"].keys() == {"for", "neutral", "against", "unknown"}
        assert sum(term["votes"].values()) == 100
        assert term["against_reasons"].keys() <= REASONS
        assert term["against_reasons"], term


def test_at_least_fourteen_languages_have_three_words_for_each_main_concept():
    count = Counter((term["lang"], term["concept"]) for term in WORDS["terms"])
    languages = {term["lang"] for term in WORDS["terms"]}
    full = [lang for lang in languages if min(count[lang, "leader"], count[lang, "mentor"]) >= 3]
    assert len(full) >= 14
    assert {"ar", "hi", "ja", "es", "sw"} <= set(full)


def test_at_least_fourteen_languages_have_twelve_speakers_and_two_stay_hidden():
    languages = {term["lang"] for term in WORDS["terms"]}
    fluent, any_level = speakers(FLUENT), speakers(LEVELS)
    assert sum(fluent[lang] >= 12 for lang in languages) >= 14
    assert sum(any_level[lang] < 5 for lang in languages) == 2
