"""From the plan to the mail server and the own page: what becomes of a notice, and why."""

from datetime import UTC, datetime, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import BadHeaderError
from django.utils import timezone

from notices.actions import carrying, claiming
from notices.actions.again import send_again
from notices.actions.carrying import carry_due
from notices.actions.planning import plan
from notices.models import Notice, NoticeChoice, NoticeRhythm
from notices.wire import header_line
from tests.factories import ConsultationFactory, PersonFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def reader(**facts):
    return PersonFactory(email=f"{facts.get('username', 'amina')}@example.org", **facts)


def planned(person, kind="reminder", **rest):
    plan(**{"kind": kind, "key": "week", "recipient_id": person.pk, "payload": {"word": "soon"}, **rest})
    return Notice.objects.get(recipient=person, kind=kind)


def became(notice):
    notice.refresh_from_db()
    return notice.state, notice.reason


def test_a_planned_notice_is_mailed_once_and_marked(sink):
    notice = planned(reader(display_name="Amina"))

    assert carry_due() == 1
    assert carry_due() == 0

    assert became(notice) == ("sent", "")
    assert (notice.attempts, notice.lease, notice.done_at is None) == (1, None, False)
    (mail,) = sink.mails
    assert (mail["To"], mail["Subject"]) == ("amina@example.org", "Amina: Consultations soon")
    assert mail["Message-ID"] == notice.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mail_has_the_text_plain_and_as_html(sink):
    planned(reader(), subject=ConsultationFactory(title="Peers & <b>leaders</b>"))

    carry_due()

    text, html = (part.get_content() for part in sink.mails[0].iter_parts())
    assert "& you said <yes>.\r\n\r\nPeers & <b>leaders</b>" in text.replace("\n", "\r\n").replace("\r\r", "\r")
    assert "&amp; you said &lt;yes&gt;." in html
    assert "Peers &amp; &lt;b&gt;leaders&lt;/b&gt;" in html


def test_a_mail_is_in_the_language_and_time_zone_of_its_reader(sink):
    planned(reader(interface_language="ar", time_zone="Asia/Kolkata"), due_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    carry_due()

    text, html = (part.get_content() for part in sink.mails[0].iter_parts())
    assert text.startswith("It begins at 17:30")
    assert '<html lang="ar" dir="rtl">' in html


def test_a_kept_connection_serves_many_mails_and_is_opened_anew_when_it_drops(sink):
    for number in range(3):
        planned(reader(username=f"reader{number}"))
    carry_due()
    assert (len(sink.mails), sink.lines) == (3, 1)

    sink.restart()
    notice = planned(reader(username="later"))
    carry_due()

    assert became(notice) == ("sent", "")
    assert (len(sink.mails), notice.attempts) == (4, 1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_active": False}, ("skipped", "inactive")),
        ({"email": ""}, ("told", "no_address")),
    ],
)
def test_what_became_of_the_person_meanwhile_decides(sink, facts, expected):
    person = reader()
    notice = planned(person)
    type(person).objects.filter(pk=person.pk).update(**facts)

    carry_due()

    assert (became(notice), sink.mails) == (expected, [])


@pytest.mark.parametrize(
    ("channel", "expected"),
    [("none", ("skipped", "unsubscribed")), ("in_app", ("told", "")), ("digest", ("gathered", ""))],
)
def test_what_the_person_chose_meanwhile_decides(sink, channel, expected):
    person = reader()
    notice = planned(person)
    NoticeChoice.objects.create(person=person, kind="reminder", channel=channel)

    carry_due()

    assert (became(notice), sink.mails) == (expected, [])


def test_the_kinds_own_way_holds_without_a_choice(sink):
    notice = planned(reader(), kind="quiet")

    carry_due()

    assert (became(notice), sink.mails) == (("told", ""), [])


def test_a_person_who_was_erased_takes_the_notice_along(sink):
    person = reader()
    planned(person)
    person.delete()

    assert carry_due() == 0
    assert sink.mails == []


def test_a_subject_that_was_deleted_is_not_told(sink):
    consultation = ConsultationFactory()
    notice = planned(reader(), subject=consultation)
    consultation.delete()

    carry_due()

    assert (became(notice), sink.mails) == (("skipped", "withdrawn"), [])


def test_the_check_of_the_kind_withholds(sink):
    notice = planned(reader(), payload={"check": "cancelled"})

    carry_due()

    assert (became(notice), sink.mails) == (("skipped", "cancelled"), [])


def test_past_its_grace_nothing_is_sent(sink):
    notice = planned(reader(), due_at=timezone.now() - timedelta(hours=3), grace=timedelta(hours=2))

    carry_due()

    assert (became(notice), sink.mails) == (("skipped", "past_grace"), [])


def test_quiet_hours_postpone_to_their_end(sink):
    person = reader(time_zone="Asia/Kolkata")  # 12:00 UTC is 17:30 there
    NoticeRhythm.objects.create(person=person, quiet_from=time(17), quiet_until=time(7))
    notice = planned(person, due_at=NOON)

    carry_due(now=NOON)

    assert (became(notice), sink.mails) == (("planned", ""), [])
    assert notice.try_at == datetime(2026, 3, 3, 1, 30, tzinfo=UTC)
    carry_due(now=notice.try_at)
    assert became(notice) == ("sent", "")


def test_an_account_mail_goes_to_its_address_at_any_hour_and_forgets_its_secret(sink):
    person = reader(time_zone="UTC")
    NoticeRhythm.objects.create(person=person, quiet_from=time(0), quiet_until=time(23, 59))
    notice = planned(person, kind="account", address="new@example.org", payload={"word": "secret"})

    carry_due()

    assert (became(notice), sink.addresses()) == (("sent", ""), ["new@example.org"])
    assert notice.payload == {}
    assert "List-Unsubscribe" not in sink.mails[0]


def test_account_mails_go_first(sink):
    for number in range(3):
        planned(reader(username=f"reader{number}"), due_at=timezone.now() - timedelta(hours=1))
    planned(reader(username="waits"), kind="account", address="waits@example.org")

    _lease, ids = claiming.claim(limit=2)

    assert Notice.objects.get(pk=ids[0]).address == "waits@example.org"
    assert len(ids) == 2


def test_an_unknown_kind_fails_alone(sink):
    first, second = planned(reader(username="first")), planned(reader(username="second"))
    Notice.objects.filter(pk=first.pk).update(kind="of_an_older_version")

    carry_due()

    assert became(first) == ("planned", "")
    assert (first.attempts, first.last_error) == (1, "KeyError: 'of_an_older_version'")
    assert became(second) == ("sent", "")


def test_a_name_cannot_begin_a_header(sink):
    person = reader()
    notice = planned(person, payload={"word": "soon\r\nBcc: everybody@example.org\r\n\r\nA text"})

    carry_due()

    assert became(notice) == ("sent", "")
    (mail,) = sink.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == f"{person.display_name}: Consultations soon Bcc: everybody@example.org A text"
    with pytest.raises(BadHeaderError):
        header_line("To", "a@example.org\nBcc: b@example.org")


def test_an_address_cannot_begin_a_header(sink):
    notice = planned(reader())
    for rows in (type(notice.recipient).objects, EmailAddress.objects):
        rows.update(email="a@example.org\r\nBcc: b@example.org")

    carry_due()

    assert became(notice) == ("planned", "")
    assert notice.last_error == "BadHeaderError: The address would begin another header."
    assert sink.mails == []


def test_a_withheld_notice_that_was_being_sent_counts_as_sent(sink, monkeypatch):
    """A move skips it after the worker began; the mail went all the same, and the table says so."""
    notice = planned(reader())
    post = carrying.posting.post

    def post_while_moved(mail):
        post(mail)
        Notice.objects.update(state="skipped", reason="moved", done_at=timezone.now(), lease=None)

    monkeypatch.setattr(carrying.posting, "post", post_while_moved)
    carry_due()

    assert (became(notice), len(sink.mails)) == (("sent", ""), 1)


def test_a_notice_that_was_moved_after_its_claim_is_not_sent(sink):
    notice = planned(reader())
    lease, ids = claiming.claim(limit=10)
    Notice.objects.update(state="skipped", reason="moved", done_at=timezone.now(), lease=None)

    carrying.carry(lease, ids)

    assert (became(notice), sink.mails) == (("skipped", "moved"), [])


def test_a_lease_that_was_lost_to_another_worker_is_not_used(sink):
    notice = planned(reader())
    lease, ids = claiming.claim(limit=10)
    Notice.objects.update(try_at=timezone.now() - timedelta(seconds=1))
    other_lease, other_ids = claiming.claim(limit=10)

    carrying.carry(lease, ids)
    assert sink.mails == []
    carrying.carry(other_lease, other_ids)

    assert (became(notice), len(sink.mails)) == (("sent", ""), 1)


def test_a_leased_notice_is_nobody_elses_until_the_lease_ends(sink):
    notice = planned(reader())
    claiming.claim(limit=10)

    assert claiming.claim(limit=10)[1] == []
    Notice.objects.update(try_at=timezone.now() - timedelta(seconds=1))
    assert claiming.claim(limit=10)[1] == [notice.pk]


def test_a_notice_that_ends_its_workers_is_a_dead_letter_at_last(sink):
    notice = planned(reader())
    Notice.objects.update(attempts=12)

    carry_due()

    assert became(notice) == ("dead", "failed")
    assert sink.mails == []


def test_send_again_gives_a_dead_letter_all_its_tries_and_says_who_asked(sink):
    organizer = PersonFactory(username="organizer")
    notice = planned(reader(), due_at=timezone.now() - timedelta(days=2), grace=timedelta(hours=1))
    Notice.objects.update(state="dead", reason="failed", last_error="timed out", attempts=12, done_at=timezone.now())

    send_again(notice=notice, actor=organizer)
    carry_due()

    assert (became(notice), notice.attempts) == (("sent", ""), 1)
    assert len(sink.mails) == 1
