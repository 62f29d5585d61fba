"""What a name, a line and a text may hold."""

import pytest
from django.core.exceptions import ValidationError

from people.validators import text_validators, username_validators, validate_line


def refusal(validators, value):
    for validator in validators:
        try:
            validator(value)
        except ValidationError as error:
            return error.code
    return None


@pytest.mark.parametrize("name", ["ana", "Ana_Demo", "a.b-c", "مستخدم", "उदाहरण", "利用者", "Zoé", "Ñ2"])
def test_user_names_in_every_script(name):
    assert refusal(username_validators, name) is None


@pytest.mark.parametrize(
    "name", ["", ".", ".hidden", "a b", "a/b", "a?b", "a#b", "a%b", "a@b", "<b>", "a'b", "a:b", "a\tb"]
)
def test_user_names_that_break_addresses_are_refused(name):
    assert refusal(username_validators, name) in ("username", "control_character")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u0007", "\u0085", "\n", "\x7f"])
def test_lines_hold_no_controls(mark):
    assert refusal([validate_line], f"a{mark}b") == "control_character"


@pytest.mark.parametrize(
    "mark", ["\u00ad", "\u034f", "\u200b", "\u2028", "\u2060", "\u3164", "\u115f", "\u2800", "\U000e0041"]
)
def test_lines_hold_nothing_unseen(mark):
    assert refusal([validate_line], f"लीड{mark}र") == "control_character"


@pytest.mark.parametrize("line", ["هماهنگ\u200cکننده", "क्\u200dष", "👩\u200d💻 Ana", "❤\ufe0f"])
def test_lines_keep_the_joiners_that_scripts_need(line):
    assert refusal([validate_line], line) is None


@pytest.mark.parametrize(
    "line", ["lea\u200cder", "leader\u200d", "\u200cرهبر", "رهبر\u200c", "ره\u200c\u200cبر", "\u200d"]
)
def test_joiners_that_nobody_sees_are_refused(line):
    assert refusal([validate_line], line) == "control_character"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("learner\u200b", "control_character"),
        ("هماهنگ\u200cکننده", "username"),
        ("learner\ufe0f", "username"),
        ("...", "username"),
        ("l\u0435arner", "mixed_alphabets"),
        ("Α\u0043", "mixed_alphabets"),
        ("x" * 151, "max_length"),
        ("Аня_GLAM", None),
    ],
)
def test_user_names_do_not_pass_for_others(name, code):
    assert refusal(username_validators, name) == code


def test_texts_hold_new_lines_but_no_overrides():
    assert refusal(text_validators, "a\n\tb") is None
    assert refusal(text_validators, "a\u202eb") == "control_character"


def test_texts_end_at_ten_thousand_characters():
    assert refusal(text_validators, "x" * 10_000) is None
    assert refusal(text_validators, "x" * 10_001) == "max_length"
