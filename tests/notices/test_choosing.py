"""What a person chooses: the way of each kind, leaving by one click, and what then waits for a digest."""

import pytest

from notices.actions.choosing import channels_of, choose, leave
from notices.models import Notice, NoticeChoice, NoticeRhythm
from tests.factories import PersonFactory
from tests.notices.rows import a_notice
from tests.races import at_once

pytestmark = pytest.mark.django_db

DEFAULTS = {"reminder": "mail", "moved": "mail", "weekly": "digest", "quiet": "in_app"}


def rows_of(person):
    return dict(NoticeChoice.objects.filter(person=person).values_list("kind", "channel"))


def states(person):
    return sorted(Notice.objects.filter(recipient=person).values_list("kind", "state", "reason"))


def test_without_a_choice_the_defaults_hold(amina):
    assert channels_of(amina.pk) == DEFAULTS


def test_only_what_changes_is_written(amina):
    before = choose(person_id=amina.pk, channels=DEFAULTS | {"moved": "none"})

    assert before == {"moved": "mail"}
    assert rows_of(amina) == {"moved": "none"}


def test_a_choice_is_kept_when_it_meets_the_default_again(amina):
    choose(person_id=amina.pk, channels={"moved": "none"})
    choose(person_id=amina.pk, channels={"moved": "mail"})

    assert rows_of(amina) == {"moved": "mail"}


def test_a_kind_that_is_not_to_be_chosen_stays_out(amina):
    assert choose(person_id=amina.pk, channels={"account": "none", "digest": "none", "no-kind": "mail"}) == {}
    assert rows_of(amina) == {}


def test_the_choice_of_one_leaves_that_of_another(amina):
    bola = PersonFactory(username="bola")
    choose(person_id=bola.pk, channels={"moved": "digest"})
    choose(person_id=amina.pk, channels={"moved": "none"})

    assert rows_of(bola) == {"moved": "digest"}


def test_the_rhythm_is_one_row(amina):
    for every in ("week", "day"):
        rhythm = {"digest_every": every, "digest_at": "09:00", "quiet_from": "22:00", "quiet_until": "07:00"}
        choose(person_id=amina.pk, channels={}, rhythm=rhythm)

    assert NoticeRhythm.objects.get(person=amina).digest_every == "day"


@pytest.mark.parametrize(
    ("channel", "left"),
    [
        ("in_app", ("weekly", "told", "")),
        ("none", ("weekly", "skipped", "unsubscribed")),
        ("mail", ("weekly", "gathered", "")),
    ],
)
def test_what_waits_for_the_digest_follows_the_choice(amina, channel, left):
    a_notice(amina, "gathered", kind="weekly")
    a_notice(amina, "gathered", kind="moved")
    choose(person_id=amina.pk, channels={"weekly": channel})

    assert states(amina) == [("moved", "gathered", ""), left]


@pytest.mark.parametrize(("kind", "before"), [("reminder", "mail"), ("weekly", "digest")])
def test_leaving_tells_on_the_own_page_alone(amina, kind, before):
    assert leave(person_id=amina.pk, kind=kind) == {kind: before}
    assert leave(person_id=amina.pk, kind=kind) == {}
    assert rows_of(amina) == {kind: "in_app"}


def test_leaving_never_brings_back_what_was_chosen_away(amina):
    choose(person_id=amina.pk, channels={"reminder": "none"})

    assert leave(person_id=amina.pk, kind="reminder") == {}
    assert rows_of(amina) == {"reminder": "none"}


def test_leaving_the_digest_leaves_all_that_it_tells(amina):
    choose(person_id=amina.pk, channels={"moved": "digest"})
    a_notice(amina, "gathered", kind="weekly")

    assert leave(person_id=amina.pk, kind="digest") == {"moved": "digest", "weekly": "digest"}
    assert rows_of(amina) == {"moved": "in_app", "weekly": "in_app"}
    assert states(amina) == [("weekly", "told", "")]


def test_an_account_mail_cannot_be_left(amina):
    assert leave(person_id=amina.pk, kind="account") == {}


@pytest.mark.django_db(transaction=True)
def test_two_forms_at_once_are_one_choice():
    amina = PersonFactory(username="amina")
    rhythm = {"digest_every": "week", "digest_at": "09:00"}
    channels = {"reminder": "digest", "moved": "none", "weekly": "mail"}

    answers = at_once([lambda: choose(person_id=amina.pk, channels=channels, rhythm=rhythm)] * 6)

    assert all(isinstance(answer, dict) for answer in answers)
    assert rows_of(amina) == channels
    assert NoticeRhythm.objects.count() == 1
