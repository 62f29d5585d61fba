"""Why nobody: a sentence for each code, and no name in any of them."""

import pytest
from django.utils.translation import override

from mentoring.because import Names, Reader
from mentoring.rules.parties import Block
from mentoring.rules.recruiting import Kind
from mentoring.why_nobody import SAID, recruiting_said, why_nobody

NAMES = Names({"sw": "Swahili", "fr": "French"}, {1: "Facilitation", 2: "Mentoring"})
CODES = {
    "language": {"code": "language", "languages": ["sw"]},
    "skill": {"code": "skill", "languages": ["fr", "sw"], "skills": [1], "speak": 2},
    "hours": {
        "code": "hours",
        "languages": ["sw"],
        "skills": [1],
        "blocks": [[1, 1080, 1260]],
        "teach": 1,
        "least": 60,
    },
    "rules": {"code": "rules", "share": 2},
    "away": {"code": "away", "until": "2027-01-31"},
    "full": {"code": "full", "fit": 3},
    "no_hours": {"code": "no_hours"},
    "zone": {"code": "zone", "zone": "Mars/Phobos"},
}


def said(code, reader=Reader.MENTEE):
    return why_nobody([CODES[code]], reader=reader, names=NAMES)[0]


def test_every_code_has_a_sentence_for_both_readers():
    assert set(CODES) == set(SAID)
    for code in CODES:
        assert said(code)
        assert said(code, Reader.ORGANIZER)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("language", "No mentor here speaks Swahili."),
        ("skill", "No mentor here who speaks French or Swahili teaches Facilitation."),
        (
            "hours",
            "No mentor here who speaks Swahili and teaches Facilitation is free when you are: Tue 18:00–21:00.",
        ),
        ("away", "Those who would suit you are away, the first of them until 31 January 2027."),
        ("full", "3 mentors would suit you, but have no place left."),
        ("zone", "Your time zone, Mars/Phobos, does not exist any more. Please choose it anew."),
    ],
)
def test_the_person_reads_the_narrowest_reason(code, sentence):
    assert said(code) == sentence


def test_a_profile_without_languages_is_told_so():
    codes = [{"code": "language", "languages": []}, {"code": "skill", "languages": ["fr"], "skills": [], "speak": 1}]

    assert why_nobody(codes, reader=Reader.MENTEE, names=NAMES) == [
        "Your profile names no language that you can talk in.",
        "Your request names no skill.",
    ]


def test_organizers_read_whom_to_look_for():
    kind = Kind("sw", 1, Block(1, 1080, 1260), 11)

    told = recruiting_said(kind, NAMES, count=2)

    assert told.startswith("2 mentors who speak Swahili, teach Facilitation and are free (Tue 18:00–21:00 UTC)")
    assert told.endswith("would match 11 more people.")


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_choices_are_listed_in_every_language(language):
    with override(language):
        assert said("skill")
