"""What machines are told of the outbox."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import PersonFactory
from tests.notices.rows import a_notice

pytestmark = pytest.mark.django_db


def seconds(client):
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    return answer.json()["oldest_due_notice_seconds"]


def test_ready_tells_how_long_the_oldest_notice_waits(client):
    now, amina = timezone.now(), PersonFactory()
    a_notice(amina, "planned", due_at=now - timedelta(minutes=20))
    a_notice(amina, "planned", due_at=now - timedelta(minutes=2))
    a_notice(amina, "planned", due_at=now + timedelta(minutes=2))
    a_notice(amina, "sent", due_at=now - timedelta(days=2))

    assert 1200 <= seconds(client) < 1300


def test_ready_counts_what_the_mail_server_does_not_take(client):
    now = timezone.now()
    failing = {"due_at": now - timedelta(minutes=20), "try_at": now + timedelta(minutes=8)}
    a_notice(PersonFactory(), "planned", last_error="451 later", **failing)

    assert 1200 <= seconds(client) < 1300


def test_quiet_hours_are_not_waiting(client):
    now = timezone.now()
    a_notice(PersonFactory(), "planned", due_at=now - timedelta(hours=2), try_at=now + timedelta(hours=5))

    assert seconds(client) == 0
