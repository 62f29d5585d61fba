"""Handing one mail to the mail server, over a connection that each process keeps."""

import smtplib
import threading
import time
from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from ..wire import bytes_of

PATIENCE = 10.0  # seconds until the server has taken the address
PATIENCE_WITH_TEXT = 15.0  # seconds for the text; both together are less than a lease
SILENCE = 30.0  # seconds in which a server that could not be had is left alone

kept = threading.local()  # backend, away_until, away_because


class RefusedError(Exception):
    """The server refuses this mail to this person for good."""


class TryLaterError(Exception):
    """The server does not take this mail now."""


class ServerAwayError(Exception):
    """The server takes no mail from us now, whoever it is for."""


def server_away():
    """Why the server is left alone for the moment, or ""."""
    return kept.away_because if time.monotonic() < getattr(kept, "away_until", 0.0) else ""


def post(mail):
    """Hand over one mail. Raises RefusedError, TryLaterError or ServerAwayError."""
    line = kept_line()
    if not isinstance(line, EmailBackend):
        hand_to(line, mail)
        return
    data = bytes_of(mail)
    ends = time.monotonic() + PATIENCE
    introduce(line, address_in(mail.from_email), ends)
    try:
        heed(say(line, ends - time.monotonic(), "rcpt", address_for(mail.to[0])))
        heed(say(line, PATIENCE_WITH_TEXT, "data", data))
    except (RefusedError, TryLaterError):
        clear(line)
        raise
    except smtplib.SMTPDataError as error:
        clear(line)
        heed((error.smtp_code, error.smtp_error))
    except OSError as error:  # smtplib's own errors among them
        hang_up(line)
        raise TryLaterError(words_of(error)) from error


def address_for(address):
    """The address as SMTP wants it; a domain in another script has an ASCII form."""
    if address.isascii():
        return address
    try:
        return parseaddr(sanitize_address(address, "utf-8"))[1]
    except ValueError as error:
        raise RefusedError(words_of(error)) from error


@lru_cache(maxsize=10)
def address_in(line):
    return parseaddr(line)[1]


def kept_line():
    """The backend of this thread, made once; other settings make it anew."""
    wanted = settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT
    if getattr(kept, "settings", None) != wanted:
        kept.settings, kept.backend, kept.away_until = wanted, get_connection(), 0.0
    return kept.backend


def hand_to(backend, mail):
    """A backend that is no SMTP, as the one of a machine of one's own."""
    try:
        backend.send_messages([mail])
    except Exception as error:  # a backend may raise what it likes
        raise TryLaterError(words_of(error)) from error


def introduce(line, sender, ends):
    """Begin a mail; a kept connection that has ended meanwhile is opened anew, once."""
    was_open = line.connection is not None
    try:
        if not was_open:
            line.open()
            line.connection.ehlo_or_helo_if_needed()
        code, answer = say(line, ends - time.monotonic(), "mail", sender)
        why = in_words(code, answer) if code >= 400 else ""
    except OSError as error:
        why = words_of(error)
    if why:
        hang_up(line)
        if not was_open:
            kept.away_until, kept.away_because = time.monotonic() + SILENCE, why
            raise ServerAwayError(why)
        introduce(line, sender, ends)


def say(line, seconds, verb, *words):
    """One command and its answer, in so many seconds."""
    if seconds <= 0:
        raise TryLaterError("The mail server is too slow.")
    line.connection.sock.settimeout(seconds)
    return getattr(line.connection, verb)(*words)


def heed(reply):
    """Raise what a refusal means: 5xx is for good, 4xx for now."""
    code, answer = reply
    if code >= 500:
        raise RefusedError(in_words(code, answer))
    if code >= 400:
        raise TryLaterError(in_words(code, answer))


def clear(line):
    """Leave the line ready for the next mail."""
    try:
        say(line, PATIENCE, "rset")
    except OSError:
        hang_up(line)


def hang_up(line):
    if line.connection is not None:
        line.connection.close()
        line.connection = None


def in_words(code, answer):
    return f"{code} {answer.decode(errors='replace')}"[:500]


def words_of(error):
    return f"{type(error).__name__}: {error}"[:500]
