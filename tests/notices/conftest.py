"""The outbox with kinds and templates of the tests, and a mail server beside it."""

from pathlib import Path

import pytest
from django.conf import settings as site

from consultations.actions.organizers import make_organizer
from notices import kinds
from notices.actions import calling, posting
from tests.factories import PersonFactory
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
    forget_line()
    kinds.all_kinds.cache_clear()


@pytest.fixture
def sink(settings):
    """A mail server that the outbox sends to."""
    made = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    yield made
    made.stop()


def forget_line():
    """The next mail opens a connection of its own."""
    line = getattr(posting.kept, "backend", None)
    if line is not None and getattr(line, "connection", None):
        posting.hang_up(line)
    posting.kept.__dict__.clear()


@pytest.fixture
def real_kinds(kinds_of_tests, settings):
    """The kinds of the product in place of those of the tests."""
    settings.NOTICE_KINDS = ["notices.account_mail.KINDS", "consultations.kinds.KINDS"]
    kinds.all_kinds.cache_clear()


@pytest.fixture
def amina(db):
    """The owner of what a test is about."""
    return PersonFactory(username="amina", display_name="Amina", email="amina@example.org", time_zone="Europe/Berlin")


@pytest.fixture
def bola(db):
    """Her colleague."""
    return PersonFactory(username="bola", display_name="Bola", email="bola@example.org")


@pytest.fixture
def desk(client, db, settings):
    """A browser in which an organizer is signed in."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(make_organizer(person=PersonFactory(username="olu", display_name="Olu Organizer")))
    return client
