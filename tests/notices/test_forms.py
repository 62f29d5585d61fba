"""What the forms of a person's choices take, and what they say to the rest."""

import pytest

from notices.actions.choosing import kinds_to_choose
from notices.forms import ChannelsForm, RhythmForm

pytestmark = pytest.mark.django_db  # the constraints are asked of the database

RHYTHM = {"digest_every": "day", "digest_at": "08:00", "quiet_from": "", "quiet_until": ""}


def channels(**sent):
    return ChannelsForm(sent, kinds=kinds_to_choose())


def test_every_kind_that_can_be_chosen_has_its_ways():
    form = channels()

    assert list(form.fields) == ["reminder", "moved", "weekly", "quiet"]
    assert form.fields["reminder"].label == "The kind reminder"
    assert [value for value, _label in form.fields["quiet"].choices] == ["mail", "digest", "in_app", "none"]


def test_what_is_not_sent_is_not_changed():
    form = channels(reminder="digest", account="none")

    assert form.is_valid()
    assert form.channels == {"reminder": "digest"}


def test_a_way_that_does_not_exist_is_refused():
    form = channels(reminder="pigeon")

    assert not form.is_valid()
    assert form.errors["reminder"] == ["Select a valid choice. pigeon is not one of the available choices."]


@pytest.mark.parametrize(
    ("since", "until"), [("", ""), ("22:00", "07:00"), ("09:00", "17:30:00")], ids=["none", "night", "day"]
)
def test_quiet_hours_may_be_left_out_or_reach_over_midnight(since, until):
    assert RhythmForm(RHYTHM | {"quiet_from": since, "quiet_until": until}).is_valid()


@pytest.mark.parametrize(
    ("since", "until"), [("22:00", ""), ("", "07:00"), ("08:00", "08:00")], ids=["no end", "no beginning", "no hours"]
)
def test_quiet_hours_need_two_ends(since, until):
    form = RhythmForm(RHYTHM | {"quiet_from": since, "quiet_until": until})

    assert not form.is_valid()
    assert form.non_field_errors() == ["Quiet hours need a beginning and another end."]


@pytest.mark.parametrize("typed", ["25:00", "noon", "8"])
def test_a_time_that_is_none_is_refused(typed):
    form = RhythmForm(RHYTHM | {"digest_at": typed})

    assert form.errors["digest_at"] == ["Enter a valid time."]


def test_the_digest_needs_its_time_and_a_rhythm_that_exists():
    form = RhythmForm({"digest_every": "year", "digest_at": ""})

    assert sorted(form.errors) == ["digest_at", "digest_every"]
