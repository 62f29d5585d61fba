"""Mail servers that refuse, delay, hang and vanish: a defined outcome, and the others get theirs."""

import socket
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from notices.actions import posting
from notices.actions.carrying import carry_due
from notices.actions.planning import plan
from notices.models import KeptMail, Notice
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

REFUSED = "550 5.1.1 nobody of that name"


def planned(*names, kind="reminder", **rest):
    """A planned notice for each name; the answer maps the names to them."""
    for name in names:
        person = PersonFactory(username=name, email=f"{name}@example.org")
        plan(kind=kind, key="week", recipient_id=person.pk, payload={"word": "soon"}, **rest)
    return {notice.recipient.username: notice for notice in Notice.objects.select_related("recipient")}


def states():
    return dict(Notice.objects.values_list("recipient__username", "state"))


def pause_of(notice):
    """Until the next try, in whole minutes."""
    notice.refresh_from_db()
    return round((notice.try_at - timezone.now()) / timedelta(minutes=1))


def test_one_refused_recipient_of_many_is_a_dead_letter_and_the_others_get_theirs(sink):
    notices = planned("amina", "bao", "chidi")
    sink.script["bao@example.org"] = REFUSED

    carry_due()

    assert states() == {"amina": "sent", "bao": "dead", "chidi": "sent"}
    notices["bao"].refresh_from_db()
    assert (notices["bao"].reason, notices["bao"].last_error) == ("refused", REFUSED)
    assert (sink.addresses(), sink.lines) == (["amina@example.org", "chidi@example.org"], 1)


def test_a_greylisting_server_gets_the_mail_again_after_a_pause_that_doubles(sink):
    (notice,) = planned("amina").values()
    sink.script["amina@example.org"] = ["451 4.7.1 come back later"] * 2

    carry_due()
    assert (pause_of(notice), notice.attempts, notice.last_error) == (1, 1, "451 4.7.1 come back later")
    carry_due()
    assert notice.attempts == 1
    carry_due(now=notice.try_at)
    assert (pause_of(notice), notice.attempts) == (2, 2)
    carry_due(now=notice.try_at)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.last_error) == ("sent", 3, "")
    assert [mail["Message-ID"] for mail in sink.mails] == [notice.message_id]


def test_after_the_last_try_it_is_a_dead_letter_with_what_was_said(sink):
    (notice,) = planned("amina").values()
    Notice.objects.update(attempts=11)
    sink.script["amina@example.org"] = "452 4.2.2 mailbox full"

    carry_due()

    notice.refresh_from_db()
    assert (notice.state, notice.reason, notice.attempts) == ("dead", "failed", 12)
    assert notice.last_error == "452 4.2.2 mailbox full"


@pytest.mark.parametrize(
    ("said", "expected"), [("554 5.7.1 no such text here", "dead"), ("452 4.3.1 no room", "planned")]
)
def test_a_text_that_is_refused_holds_up_nobody_else(sink, said, expected):
    planned("amina", "bao")
    sink.script["data"] = [said]

    carry_due()

    assert sorted(states().values()) == sorted([expected, "sent"])
    assert sink.lines == 1


def test_a_line_that_drops_within_a_mail_costs_one_try(sink):
    planned("amina", "bao")
    sink.script["data"] = ["hang up"]

    carry_due()

    assert states() == {"amina": "planned", "bao": "sent"}
    assert Notice.objects.get(recipient__username="amina").last_error.startswith("SMTPServerDisconnected")
    assert sink.lines == 2


def test_a_server_that_takes_no_connection_costs_no_try_and_the_own_page_is_told(sink):
    sink.stop()
    notices = planned("amina", "bao")
    plan(kind="quiet", key="week", recipient_id=PersonFactory(username="dara").pk, payload={"word": "soon"})

    carry_due()

    assert states() == {"amina": "planned", "bao": "planned", "dara": "told"}
    for notice in notices.values():
        assert (pause_of(notice), notice.attempts, notice.lease) == (1, 0, None)
        assert notice.last_error.startswith("ConnectionRefusedError")


def test_a_server_that_refuses_us_costs_no_try(sink):
    """It is the site that is refused, as with a wrong password: nobody's notice dies of it."""
    (notice,) = planned("amina").values()
    sink.script["mail"] = "530 5.7.0 authentication required"

    carry_due()

    assert (pause_of(notice), notice.attempts) == (1, 0)
    assert notice.last_error == "530 5.7.0 authentication required"


def test_a_server_that_comes_back_gets_everything(sink):
    sink.stop()
    notices = planned("amina", "bao")
    carry_due()
    sink.restart()
    posting.kept.away_until = 0.0  # half a minute later

    later = timezone.now() + timedelta(minutes=2)
    carry_due(now=later)

    assert states() == dict.fromkeys(notices, "sent")


def test_a_server_that_never_answers_is_left_alone_after_its_time(settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        (notice,) = planned("amina").values()

        carry_due()

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("planned", 0)
    assert "timed out" in notice.last_error


def test_a_server_that_stops_within_a_mail_is_given_up_after_its_time(settings, monkeypatch):
    monkeypatch.setattr(posting, "PATIENCE", 0.3)
    with silent_after_greeting() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        (notice,) = planned("amina").values()

        carry_due()

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("planned", 1)
    assert "timed out" in notice.last_error


class silent_after_greeting:  # noqa: N801 - it is used like a function
    """A server that takes the sender and then says nothing more."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()
        return self.socket.getsockname()[1]

    def serve(self):
        self.line, _ = self.socket.accept()
        self.line.sendall(b"220 hello\r\n")
        for answer in (b"250 silent\r\n", b"250 OK\r\n"):
            self.line.recv(1000)
            self.line.sendall(answer)

    def __exit__(self, *_):
        self.line.close()
        self.socket.close()


def test_a_template_that_breaks_for_one_person_is_tried_again_and_the_others_get_theirs(sink):
    planned("amina", "bao")
    Notice.objects.update(payload={"word": "soon", "broken": "bao", "missing": "no/such/template"})

    carry_due()

    assert states() == {"amina": "sent", "bao": "planned"}
    bao = Notice.objects.get(recipient__username="bao")
    assert (bao.attempts, bao.last_error) == (1, "TemplateDoesNotExist: no/such/template")
    Notice.objects.filter(pk=bao.pk).update(attempts=11)
    carry_due(now=bao.try_at)
    bao.refresh_from_db()
    assert (bao.state, bao.reason) == ("dead", "failed")


def test_a_check_that_breaks_for_one_person_fails_alone(sink):
    planned("amina", "bao")
    Notice.objects.filter(recipient__username="bao").update(payload={"check": "breaks"})

    carry_due()

    assert states() == {"amina": "sent", "bao": "planned"}
    bao = Notice.objects.get(recipient__username="bao")
    assert (bao.attempts, bao.last_error) == (1, "RuntimeError: the check broke")


def test_a_domain_in_another_script_is_sent_in_ascii(sink):
    person = PersonFactory(username="amina", email="amina@مثال.إختبار")
    plan(kind="reminder", key="week", recipient_id=person.pk)

    carry_due()

    assert sink.addresses() == ["amina@xn--mgbh0fb.xn--kgbechtv"]


def test_a_machine_of_ones_own_keeps_the_mail(settings):
    settings.EMAIL_BACKEND = "notices.kept_mail.EmailBackend"
    planned("amina")

    carry_due()

    assert states() == {"amina": "sent"}
    kept = KeptMail.objects.get()
    assert (kept.recipients, kept.title) == ("amina@example.org", "Amina: Consultations soon")
    assert "you said <yes>" in kept.text
    assert kept.headers["Message-ID"] == Notice.objects.get().message_id
