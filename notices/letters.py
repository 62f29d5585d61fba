"""A notice in words: its title and text in its reader's language, and the mail made of them."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape, urlize

from .kinds import DIGEST, kind_of
from .tokens import unsubscribe_token

LAYOUT = "notices/mail/letter"
BLANK_LINES = re.compile(r"\n{3,}")
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")  # would end a header or confuse a mail reader


@dataclass(frozen=True)
class Content:
    """What a notice says: one line, the text, and where it leads."""

    title: str
    text: str
    url: str


@contextmanager
def in_words_of(person):
    """The language and the time zone of the reader."""
    language = (person and person.interface_language) or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(person.time_zone if person else None):
        yield


def content_of(notice, extra=None):
    """The words of a notice whose subject is attached; call it in the reader's language."""
    kind, subject = kind_of(notice), notice.subject
    context = {
        "notice": notice,
        "subject": subject,
        "person": notice.recipient,
        "url": settings.SITE_URL + kind.url(notice, subject),
        "payload": notice.payload,
        **kind.context(notice, subject),
        **(extra or {}),
    }
    title = " ".join(UNWANTED.sub(" ", in_text(f"{kind.template}.subject.txt", context)).split())
    return Content(title, UNWANTED.sub("", in_text(f"{kind.template}.txt", context)).strip(), context["url"])


def mail_of(notice, extra=None):
    """The mail of a notice: plain text and the same as HTML, with the headers that let a reader leave."""
    with in_words_of(notice.recipient):
        content = content_of(notice, extra)
        frame = frame_of(notice, content)
        text = BLANK_LINES.sub("\n\n", in_text(f"{LAYOUT}.txt", frame)).strip() + "\n"
        html = get_template(f"{LAYOUT}.html").render(frame)
        files = frame["kind"].attached(notice, notice.subject) if frame["kind"].attached else ()
    mail = EmailMultiAlternatives(
        subject=content.title,
        body=text,
        to=[notice.address or notice.recipient.email],
        headers=headers_of(notice, frame["unsubscribe_url"]),
    )
    mail.attach_alternative(html, "text/html")
    for name, media_type, content in files:
        mail.attach(name, content, media_type)
    return mail


def frame_of(notice, content):
    """What the layout of every mail shows around the text."""
    kind = kind_of(notice)
    may_leave = not notice.address and (kind.can_choose or kind is DIGEST)
    paragraphs = (part.strip() for part in content.text.split("\n\n"))
    return {
        "content": content,
        "paragraphs": [in_html(part) for part in paragraphs if part],
        "kind": kind,
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "timeline_url": settings.SITE_URL + reverse("notices:timeline"),
        "unsubscribe_url": unsubscribe_url(notice) if may_leave else "",
    }


def unsubscribe_url(notice):
    token = unsubscribe_token(notice.recipient_id, notice.kind)
    return settings.SITE_URL + reverse("notices:unsubscribe", args=[token])


def in_html(paragraph):
    """A paragraph with its addresses as links; to look for them is slow, and most have none."""
    if "://" in paragraph or "@" in paragraph or "www." in paragraph:
        return urlize(paragraph, nofollow=False, autoescape=True)
    return escape(paragraph)


def headers_of(notice, unsubscribe):
    """The headers of RFC 3834 and RFC 8058, and the same Message-ID at every try."""
    headers = {"Message-ID": message_id(notice.dedupe_key), "Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_id(dedupe_key):
    """A mail that is sent twice because its worker was killed is the same mail to whoever receives it."""
    return f"<{sha256(dedupe_key.encode()).hexdigest()[:40]}@{site_domain()}>"


@lru_cache(maxsize=1)
def site_domain():
    return urlsplit(settings.SITE_URL).hostname


def in_text(name, context):
    """Render a template of plain text: nothing in it is HTML to be escaped."""
    return plain(name).render(Context(context, autoescape=False))


def plain(name):
    return engines["django"].engine.get_template(name)
