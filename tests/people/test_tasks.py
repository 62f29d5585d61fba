"""What the clock asks of people."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from config import celery_app
from people import tasks


@pytest.mark.django_db
def test_expired_sessions_are_forgotten_and_it_may_run_twice():
    Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - timedelta(seconds=1))

    tasks.forget_expired_sessions()
    tasks.forget_expired_sessions()

    assert not Session.objects.exists()


def test_the_clock_knows_the_task():
    celery_app.autodiscover_tasks(force=True)

    assert celery_app.conf.beat_schedule["forget expired sessions"]["task"] in celery_app.tasks
