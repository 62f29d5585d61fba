"""The bytes of a mail say what Django's own classes would say."""

import email
from email import policy

import pytest
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from notices.wire import bytes_of

lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200).map(str.strip)
texts = st.lists(lines, max_size=5).map("\n".join)


def mail_of(subject, text, html):
    headers = {"Message-ID": "<0123@academy.example.org>", "Auto-Submitted": "auto-generated"}
    sender = "Peer Academy <academy@example.org>"
    mail = EmailMultiAlternatives(subject, text, sender, ["a@example.org"], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail


def read(data):
    return email.message_from_bytes(data, policy=policy.default)


def contents(message):
    """The type and the text of each part, whatever its line ends are."""
    parts = [(part.get_content_type(), part.get_content()) for part in message.iter_parts()]
    return [(kind, text.replace("\r\n", "\n").rstrip("\n")) for kind, text in parts]


@given(lines, texts, texts)
def test_any_words_arrive_as_they_are(subject, text, html):
    data = bytes_of(mail_of(subject, text, html))
    message = read(data)

    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert contents(message) == [("text/plain", text.rstrip("\n")), ("text/html", html.rstrip("\n"))]
    assert str(message["Subject"]).split() == subject.split()


@pytest.mark.parametrize("subject", ["Plain", "القيادة التشاركية", "é" * 200, "word " * 300])
def test_headers_are_those_that_django_writes(subject):
    mail = mail_of(subject, "Text", "<p>Text</p>")

    ours, theirs = read(bytes_of(mail)), read(mail.message().as_bytes(linesep="\r\n"))

    assert set(ours.keys()) == set(theirs.keys())
    for name in set(ours.keys()) - {"Date", "Content-Type"}:
        assert str(ours[name]).split() == str(theirs[name]).split()
    assert contents(ours) == contents(theirs)


def test_a_file_goes_along_byte_for_byte():
    mail = mail_of("A seat", "You have a seat.", "<p>You have a seat.</p>")
    mail.attach(
        "workshop-7.ics", b"BEGIN:VCALENDAR\r\nSUMMARY:\xc3\xa9\r\nEND:VCALENDAR\r\n", "text/calendar; charset=utf-8"
    )
    message = read(bytes_of(mail))
    words, file = message.iter_parts()

    assert message.get_content_type() == "multipart/mixed"
    assert contents(words) == [("text/plain", "You have a seat."), ("text/html", "<p>You have a seat.</p>")]
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "workshop-7.ics")
    assert file.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\nSUMMARY:\xc3\xa9\r\nEND:VCALENDAR\r\n"
