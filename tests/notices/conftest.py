"""The outbox with kinds and templates of the tests, and a mail server beside it."""

from pathlib import Path

import pytest
from django.conf import settings as site

from notices import kinds
from notices.actions import calling, posting
from tests.notices.sinks import Sink

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def kinds_of_tests(settings):
    """Kinds that only the tests have."""
    engine = site.TEMPLATES[0]
    settings.NOTICE_KINDS = ["tests.notices.kinds.KINDS"]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
    kinds.all_kinds.cache_clear()
    calling.silent_until = 0.0
    yield
    kinds.all_kinds.cache_clear()


@pytest.fixture
def sink(settings):
    """A mail server that the outbox sends to."""
    made = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    yield made
    forget_line()
    made.stop()


def forget_line():
    """The next mail opens a connection of its own."""
    line = getattr(posting.kept, "backend", None)
    if line is not None and getattr(line, "connection", None):
        posting.hang_up(line)
    posting.kept.__dict__.clear()
