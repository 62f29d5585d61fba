"""The sentences on a pair say what the points say, in the reader's words."""

from datetime import date

import pytest
from django.utils.translation import override

from mentoring.because import Names, Reader, because, names_for
from mentoring.clocks import blocks_said, duration_said
from mentoring.rules.parties import Mentee, Mentor, Terms
from mentoring.rules.points import points
from tests.academy.factories import SkillFactory
from tests.factories import LanguageFactory

NAMES = Names({"es": "Spanish", "pt": "Portuguese"}, {1: "Burnout prevention", 2: "Facilitation"})
CODES = [
    {"code": "skills", "points": 25, "skills": [1], "wanted": 2},
    {"code": "languages", "points": 25, "languages": [["es", 5], ["pt", 3]]},
    {"code": "hours", "points": 9, "minutes": 180, "mentee": [[1, 1140, 1260]], "mentor": [[1, 1260, 1380]]},
    {"code": "choice", "points": 4},
]


def test_the_mentee_reads_what_they_want_and_the_hours_on_their_own_clock():
    assert because(CODES, reader=Reader.MENTEE, names=NAMES, mentor="Amina") == [
        "You want to learn Burnout prevention, which Amina teaches.",
        "You share Spanish and Portuguese.",
        "3 hours a week overlap (Tue 19:00–21:00, your time).",
        "The organizers gave this pair 4 points more.",
    ]


def test_the_mentor_reads_the_same_hours_on_another_clock():
    said = because(CODES, reader=Reader.MENTOR, names=NAMES, mentee="Kofi")

    assert said[0] == "Kofi wants to learn Burnout prevention, which you teach."
    assert said[2] == "3 hours a week overlap (Tue 21:00–23:00, your time)."


def test_organizers_read_of_both():
    said = because(CODES, reader=Reader.ORGANIZER, names=NAMES, mentor="Amina", mentee="Kofi")

    assert said[:2] == [
        "Kofi wants to learn Burnout prevention, which Amina teaches.",
        "They share Spanish and Portuguese.",
    ]
    assert said[2].endswith("(Tue 19:00–21:00, the mentee's time).")


def test_hours_that_move_with_the_clocks_are_not_promised():
    moving = [{"code": "hours", "points": 3, "minutes": 60, "mentee": [], "mentor": []}]

    assert because(moving, reader=Reader.MENTEE, names=NAMES) == [
        "1 hour a week overlap. The clocks change meanwhile, so choose the days together."
    ]


def test_what_gave_no_points_is_not_said():
    nothing = [
        {"code": "skills", "points": 0, "skills": [], "wanted": 0},
        {"code": "languages", "points": 0, "languages": []},
        {"code": "hours", "points": 0, "minutes": 0, "mentee": [], "mentor": []},
        {"code": "choice", "points": 0},
    ]

    assert because(nothing, reader=Reader.MENTEE, names=NAMES) == []


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_every_language_lists_one_two_and_three(language):
    with override(language):
        for count in (1, 2, 3):
            assert str(19 + count) in blocks_said([[day, (19 + day) * 60, (20 + day) * 60] for day in range(count)])


def test_durations_are_said_in_hours_and_minutes():
    assert [duration_said(minutes) for minutes in (15, 60, 90, 480)] == [
        "15 minutes",
        "1 hour",
        "1 hour and 30 minutes",
        "8 hours",
    ]


def test_a_block_up_to_midnight_ends_at_24():
    assert blocks_said([[6, 1320, 1440]]) == "Sun 22:00–24:00"


@pytest.mark.django_db
def test_what_the_points_are_made_of_can_be_said(django_assert_num_queries):
    skill = SkillFactory(title="Facilitation")
    LanguageFactory(code="es")
    both = {"languages": {"es": "N"}, "hours": ((1, 1140, 1260),), "zone": "UTC"}
    mentee, mentor = Mentee(key=1, wants=(skill.pk,), **both), Mentor(key=2, offers=frozenset({skill.pk}), **both)
    terms = Terms(starts_on=date(2026, 12, 1), ends_on=date(2027, 5, 31))
    codes = [reason.as_json() for reason in points(mentee, mentor, terms).reasons]

    with django_assert_num_queries(2):
        names = names_for([codes, codes])

    assert because(codes, reader=Reader.MENTEE, names=names, mentor="Amina") == [
        "You want to learn Facilitation, which Amina teaches.",
        "You share Spanish.",
        "2 hours a week overlap (Tue 19:00–21:00, your time).",
    ]
