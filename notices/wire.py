"""A mail as the bytes that go over the wire.

Django's classes are made for any mail; the outbox has one shape, and building it here takes a third of the time.
A header that would begin another one is refused, as Django does.
"""

import base64
from email.header import Header
from email.utils import formatdate
from functools import lru_cache
from hashlib import sha256

from django.core.mail import BadHeaderError
from django.core.mail.message import sanitize_address

LONGEST_LINE = 900  # bytes; SMTP allows 998
PART = b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: %s\r\n\r\n%s'


def bytes_of(mail):
    """A mail with one alternative as bytes: headers, the text, the same as HTML, and the files that go with it."""
    (html,) = mail.alternatives
    boundary = sha256(mail.extra_headers["Message-ID"].encode()).hexdigest()[:32]
    media_type, body = around("alternative", boundary, [part(b"plain", mail.body), part(b"html", html.content)])
    if mail.attachments:
        text = b"Content-Type: %s\r\n\r\n%s" % (media_type.encode("ascii"), body)
        files = [file_part(*file) for file in mail.attachments]
        media_type, body = around("mixed", boundary[::-1], [text, *files])
    headers = {
        "From": address_line(mail.from_email),
        "To": address_line(mail.to[0]),
        "Subject": mail.subject,
        "Date": formatdate(),
        **mail.extra_headers,
        "MIME-Version": "1.0",
        "Content-Type": media_type,
    }
    return "".join(header_line(name, str(value)) for name, value in headers.items()).encode("ascii") + body


def around(kind, boundary, parts):
    """(media type, parts between their boundaries)"""
    edge = b"--" + boundary.encode("ascii")
    body = b"".join(b"\r\n%s\r\n%s" % (edge, one) for one in parts)
    return f'multipart/{kind}; boundary="{boundary}"', body + b"\r\n%s--\r\n" % edge


def file_part(name, content, media_type):
    """A file, in base64; Django keeps text as a string. Its name is ours and plain ASCII."""
    content = content.encode() if isinstance(content, str) else content
    head = (
        f'Content-Type: {media_type}; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    )
    return head.encode("ascii") + base64.encodebytes(content).replace(b"\n", b"\r\n")


def header_line(name, value):
    """One header. Only an ASCII line that needs no folding stays as it is."""
    if "\r" in value or "\n" in value:
        raise BadHeaderError(f"The header {name} would begin another one.")
    if not value.isascii() or len(value) > LONGEST_LINE:
        value = Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}\r\n"


@lru_cache(maxsize=1000)
def address_line(address):
    """An address in ASCII, its domain too."""
    if "\r" in address or "\n" in address:
        raise BadHeaderError("The address would begin another header.")
    return address if address.isascii() else sanitize_address(address, "utf-8")


def part(kind, text):
    """One part: readable as it is where it is plain ASCII, else in base64."""
    content = text.encode().replace(b"\r\n", b"\n")
    if content.isascii() and b"\r" not in content and max(map(len, content.split(b"\n"))) <= LONGEST_LINE:
        return PART % (kind, b"7bit", content.replace(b"\n", b"\r\n"))
    return PART % (kind, b"base64", base64.encodebytes(content).replace(b"\n", b"\r\n"))
