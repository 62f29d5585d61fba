"""Finding a name by its first letters, as the page's script does it too."""

import pytest

from learning_days.rules.searching import is_found


@pytest.mark.parametrize("typed", ["elo", "ÉLO", "mar", "elo mar", "mar elo", "door14", " elo "])
def test_a_name_is_found_by_the_beginnings_of_its_words(typed):
    assert is_found(typed, "Élodie Marchand", "door14")


@pytest.mark.parametrize("typed", ["lodie", "elo x", "chand", "oor14"])
def test_a_name_is_not_found_by_what_stands_within_a_word(typed):
    assert not is_found(typed, "Élodie Marchand", "door14")


@pytest.mark.parametrize(("typed", "name"), [("ليل", "ليلى حداد"), ("दी", "दीपा मेनन"), ("mar", "Anne-Marie")])
def test_names_of_other_scripts_and_with_hyphens_are_found(typed, name):
    assert is_found(typed, name)


def test_nothing_typed_finds_everybody():
    assert is_found("", "Amina")
    assert is_found("  ", "Amina")
