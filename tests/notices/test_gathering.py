"""The digest: gathered, mailed in one, and marked."""

from datetime import UTC, datetime, time, timedelta

import pytest

from notices.actions.carrying import carry_due
from notices.actions.gathering import plan_digests
from notices.actions.planning import plan
from notices.models import Notice, NoticeChoice, NoticeRhythm
from tests.factories import ConsultationFactory, PersonFactory, confirm

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def amina():
    person = PersonFactory(username="amina", email="amina@example.org")
    NoticeChoice.objects.create(person=person, kind="reminder", channel="digest")
    return person


def gather(person, *words, kind="weekly", **rest):
    """Notices with these words, an hour apart, that are gathered."""
    for number, word in enumerate(words):
        due = MONDAY - timedelta(hours=len(words) - number)
        facts = {"kind": kind, "key": word, "payload": {"word": word}, "due_at": due, **rest}
        plan(recipient_id=person.pk, **facts)
    carry_due(now=MONDAY)


def states(**which):
    return dict(Notice.objects.exclude(kind="digest").filter(**which).values_list("payload__word", "state"))


def digest():
    return Notice.objects.get(kind="digest")


def test_gathered_notices_are_mailed_in_one_grouped_and_newest_first(sink, amina):
    gather(amina, "first", "second")
    gather(amina, "third", kind="reminder")
    assert (states(), sink.mails) == (dict.fromkeys(["first", "second", "third"], "gathered"), [])

    plan_digests(now=MONDAY)
    assert digest().due_at == EIGHT
    carry_due(now=MONDAY)
    assert sink.mails == []
    carry_due(now=EIGHT)

    (mail,) = sink.mails
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "3 pieces of news for you"
    order = ["The kind weekly", "second", "first", "The kind reminder", "third"]
    if text.index("The kind reminder") < text.index("The kind weekly"):
        order = [*order[3:], *order[:3]]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "you said <yes>" in text
    plan_digests(now=EIGHT)
    assert states() == dict.fromkeys(["first", "second", "third"], "sent")
    assert set(Notice.objects.exclude(kind="digest").values_list("digest", flat=True)) == {digest().pk}


def test_a_digest_is_planned_once_a_day_however_often_it_is_asked_for(sink, amina):
    gather(amina, "first")
    for _ in range(3):
        plan_digests(now=MONDAY)
    gather(amina, "second")
    plan_digests(now=MONDAY)

    assert digest().dedupe_key == f"digest:2026-03-03:{amina.pk}"


def test_what_comes_after_a_digest_waits_for_the_next(sink, amina):
    gather(amina, "first")
    plan_digests(now=MONDAY)
    carry_due(now=EIGHT)
    gather(amina, "second")
    plan_digests(now=EIGHT)

    assert Notice.objects.planned().get().due_at == EIGHT + timedelta(days=1)


def test_a_weekly_digest_comes_on_monday_in_the_zone_of_its_reader(sink, amina):
    amina.time_zone = "Asia/Kolkata"
    amina.save()
    NoticeRhythm.objects.create(person=amina, digest_every="week", digest_at=time(6, 30))
    gather(amina, "first")

    plan_digests(now=MONDAY)

    assert digest().due_at == datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


def test_parts_are_looked_at_once_more_and_the_others_stay(sink, amina):
    consultation = ConsultationFactory()
    gather(amina, "first")
    gather(amina, "gone", subject=consultation)
    gather(amina, "checked")
    Notice.objects.filter(key_is("checked")).update(payload={"word": "checked", "check": "cancelled"})
    gather(amina, "broken")
    Notice.objects.filter(key_is("broken")).update(payload={"word": "broken", "broken": "amina", "missing": "none"})
    consultation.delete()

    plan_digests(now=MONDAY)
    carry_due(now=EIGHT)
    plan_digests(now=EIGHT)

    assert states() == {"first": "sent", "gone": "skipped", "checked": "skipped", "broken": "dead"}
    assert sink.mails[0]["Subject"] == "One piece of news for you"


def key_is(key):
    from django.db.models import Q

    return Q(dedupe_key__startswith=f"{key}:")


def test_a_digest_with_nothing_left_is_not_sent(sink, amina):
    gather(amina, "first")
    plan_digests(now=MONDAY)
    NoticeChoice.objects.create(person=amina, kind="weekly", channel="none")

    carry_due(now=EIGHT)

    assert (states(), digest().state, sink.mails) == ({"first": "skipped"}, "skipped", [])


@pytest.mark.parametrize(
    ("channel", "became"),
    [("in_app", {"first": "told", "other": "sent"}), ("mail", dict.fromkeys(["first", "other"], "sent"))],
)
def test_the_choice_that_holds_when_the_digest_goes_decides(sink, amina, channel, became):
    gather(amina, "first")
    gather(amina, "other", kind="reminder")
    plan_digests(now=MONDAY)
    NoticeChoice.objects.create(person=amina, kind="weekly", channel=channel)

    carry_due(now=EIGHT)
    carry_due()
    plan_digests(now=EIGHT)

    assert states() == became
    assert sink.mails[0]["Subject"] == "One piece of news for you"
    assert "other" in sink.mails[0].get_body(("plain",)).get_content()
    assert len(sink.mails) == list(became.values()).count("sent")
    assert Notice.objects.exclude(kind="digest").get(digest=None).payload["word"] == "first"


def test_a_digest_for_an_address_that_is_no_longer_confirmed_stands_on_the_own_page(sink, amina):
    gather(amina, "first")
    plan_digests(now=MONDAY)
    confirm(amina, verified=False)

    carry_due(now=EIGHT)
    plan_digests(now=EIGHT)

    assert sink.mails == []
    assert list(Notice.objects.exclude(kind="digest").values_list("state", "reason")) == [("told", "unconfirmed")]


def test_the_second_try_of_a_digest_tells_what_the_first_one_did(sink, amina):
    gather(amina, "first")
    plan_digests(now=MONDAY)
    sink.script["amina@example.org"] = ["451 come back later"]
    carry_due(now=EIGHT)
    gather(amina, "second")

    carry_due(now=digest().try_at)

    assert sink.mails[0]["Subject"] == "One piece of news for you"
    plan_digests(now=EIGHT)
    assert states() == {"first": "sent", "second": "gathered"}


def test_the_parts_of_a_digest_that_is_refused_stand_on_the_own_page(sink, amina):
    gather(amina, "first")
    plan_digests(now=MONDAY)
    sink.script["amina@example.org"] = "550 nobody of that name"

    carry_due(now=EIGHT)
    plan_digests(now=EIGHT)

    assert list(Notice.objects.exclude(kind="digest").values_list("state", "reason")) == [("told", "refused")]
