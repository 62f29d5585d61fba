"""What is read out of Wikimedia's answer."""

from datetime import UTC, datetime

import pytest

from people.wikimedia.profile import display_name_from, edit_count, registered_at, username_from

MOMENT = datetime(2011, 6, 30, 15, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("20110630153022", MOMENT),
        (20110630153022, MOMENT),
        ("2011-06-30T15:30:22Z", MOMENT),
        ("2011-06-30T17:30:22+02:00", MOMENT),
        ("2011-06-30T15:30:22", MOMENT),
        ("20111330153022", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_registration(value, moment):
    assert registered_at({"registered": value}) == moment


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (0, 0),
        (12, 12),
        ("12", 12),
        (-1, None),
        (None, None),
        (True, None),
        ("many", None),
        (1.5, None),
        (10**12, 2**31 - 1),
    ],
)
def test_edits(value, count):
    assert edit_count({"editcount": value}) == count


@pytest.mark.parametrize(
    ("wiki_name", "username"),
    [("Ana Demo", "Ana_Demo"), (".hidden", "hidden"), ("a\u202eb", "ab"), ("x" * 300, "x" * 140), ("***", "person")],
)
def test_user_name(wiki_name, username):
    assert username_from(wiki_name) == username


def test_display_name_fits():
    assert display_name_from("x" * 300) == "x" * 100
    assert display_name_from("\u202e") == "?"
