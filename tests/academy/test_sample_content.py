"""The files of the academy's sample keep their promises: names that exist, no name twice, addresses of nobody."""

import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tests.consultations.test_sample_content import AREAS, CONTROL, IDEAS, PEOPLE, SKILL_GROUPS, strings

SAMPLE = Path(__file__).resolve().parents[2] / "academy/sample"
FILES = sorted(SAMPLE.glob("*.toml"))
CONTENT = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
COURSES, TRACKS = CONTENT["courses"]["courses"], CONTENT["schools"]["tracks"]
COHORTS = [*CONTENT["cohorts"]["cohorts"], CONTENT["round"]]
BOARD = CONTENT["opportunities"]["opportunities"]
SKILLS = {skill["slug"] for group in SKILL_GROUPS for skill in group["skills"]}
AREA_SLUGS, REGION_SLUGS = ({row["slug"] for row in AREAS[name]} for name in ("areas", "regions"))
SOURCES = ("https://meta.wikimedia.org/", "https://wikimania.wikimedia.org/", "https://github.com/wikimedia/")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_texts_are_composed_and_hold_no_control_characters(path):
    for text in strings(CONTENT[path.stem]):
        assert not CONTROL.search(text), text


@pytest.mark.parametrize(
    ("of", "names"),
    [
        ("schools", [row["slug"] for row in CONTENT["schools"]["schools"]]),
        ("titles of schools", [row["title"] for row in CONTENT["schools"]["schools"]]),
        ("courses", [row["slug"] for row in COURSES]),
        ("titles of courses", [row["title"] for row in COURSES]),
        ("summaries of courses", [row["summary"] for row in COURSES]),
        ("tracks", [row["slug"] for row in TRACKS]),
        ("opportunities", [row["key"] for row in BOARD]),
        ("addresses of opportunities", [row["url"] for row in BOARD]),
        ("cohorts", [row["slug"] for row in COHORTS]),
        ("titles of cohorts", [row["title"] for row in COHORTS]),
        ("affiliates", [row["name"] for row in CONTENT["people"]["affiliates"]]),
        ("materials", [(m["url"], m["lang"]) for course in COURSES for m in course["materials"]]),
    ],
)
def test_no_name_stands_twice(of, names):
    assert len(names) == len(set(names)), of


def test_there_is_a_school_for_every_area_and_a_course_in_every_school():
    assert {row["slug"] for row in CONTENT["schools"]["schools"]} == AREA_SLUGS
    assert {row["school"] for row in COURSES} == AREA_SLUGS


def test_every_text_of_people_has_a_language():
    for row in (
        *COURSES,
        *TRACKS,
        *BOARD,
        *COHORTS,
        *chain.from_iterable((*c["sessions"], *c["materials"]) for c in COURSES),
    ):
        assert row["lang"], row
    groups = [group for cohort in COHORTS for group in (*cohort.get("applications", []), *cohort.get("samples", []))]
    assert [group for group in groups if "answers" in group and "lang" not in group] == []


def test_all_that_is_named_exists():
    courses, ideas = {row["slug"] for row in COURSES}, {idea["key"] for idea in IDEAS}
    for row in COURSES:
        assert set(row["skills"]) <= SKILLS
        assert set(row["teachers"]) <= set(PEOPLE)
        assert set(row.get("needs", [])) <= courses
        assert set(row.get("regions", [])) <= REGION_SLUGS
        assert {row.get("idea", IDEAS[0]["key"])} <= ideas
    for row in TRACKS:
        assert {*row["required"], *row["elective"]} <= courses
    for row in BOARD:
        assert set(row["areas"]) <= AREA_SLUGS
        assert set(row["skills"]) <= SKILLS
        assert row["proposed_by"] in PEOPLE
    for row in (*CONTENT["people"]["affiliates"], *CONTENT["people"]["enrolments"]):
        assert set(row.get("members", row.get("people"))) <= set(PEOPLE)


def test_addresses_lead_to_a_source_or_to_nobody():
    for text in chain.from_iterable(strings(content) for content in CONTENT.values()):
        if text.startswith("http"):
            assert ".example/" in text or text.startswith(SOURCES), text


def test_affiliates_say_that_they_are_invented():
    assert all("invented" in row["name"] for row in CONTENT["people"]["affiliates"])


def test_a_rubric_is_whole_and_every_cohort_says_what_is_invented():
    for cohort in COHORTS:
        assert sum(criterion["weight"] for criterion in cohort["criteria"]) == 1000
        assert all(len(criterion["levels"]) == 5 for criterion in cohort["criteria"])
        assert "demonstration data" in cohort["summary"] or "datos de demostración" in cohort["summary"]
        assert cohort["source_url"] in cohort["summary"]
        assert set(cohort["reviewers"]) <= set(PEOPLE)
        for minimum in cohort.get("minimums", []):
            assert minimum.get("region") in {*REGION_SLUGS, None}


def test_nobody_applies_and_reviews_in_the_same_cohort():
    for cohort in COHORTS:
        applicants = {name for group in cohort.get("applications", []) for name in group["people"]}
        assert applicants <= set(PEOPLE)
        assert not applicants & {*cohort["reviewers"], "organizer"}


def test_texts_of_applications_are_there_for_each_language_question_and_band():
    subjects, *languages = ("subjects", "en", "es", "fr", "ar")
    for lang in languages:
        assert len(CONTENT["parts"][subjects][lang]) == 8
        for kind in ("experience", "sharing", "wish"):
            of_kind = CONTENT["parts"][lang][kind]
            assert {band: len(texts) for band, texts in of_kind.items()} == dict.fromkeys(
                ("low", "middle", "high", "closing"), 2
            )
