"""What applicants hear: what arrived, that a draft waits, that the deadline moved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from academy.actions import applications as actions
from academy.actions.application_notices import plan_draft_reminders
from academy.actions.deadlines import move_deadline
from notices.kinds import attach_subjects, kind_of
from notices.letters import mail_of
from notices.models import Notice
from tests.factories import PersonFactory

from .applying import written
from .factories import ApplicationFactory, published_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return published_cohort(title="Spring cohort")


@pytest.fixture
def amina():
    return PersonFactory(username="amina", email="amina@academy.example")


def heard(person, kind):
    return list(Notice.objects.filter(recipient=person, kind=kind).order_by("due_at"))


def letter(notice):
    attach_subjects([notice])
    mail = mail_of(notice)
    return f"{mail.subject}\n{mail.body}"


def verdict(notice):
    """Why it would be withheld right before sending."""
    notice = Notice.objects.get(pk=notice.pk)
    attach_subjects([notice])
    return kind_of(notice).check(notice, notice.subject)


def later(cohort, days=3):
    about = {"closes_anywhere_on_earth": False, "reason": "A holiday.", "actor": None, "now": timezone.now()}
    return move_deadline(cohort=cohort, closes_at=cohort.closes_at + timedelta(days=days), **about)


def test_what_arrived_is_confirmed_with_its_code_and_a_link(cohort, amina):
    application = actions.submit(cohort=cohort, person=amina, **written())
    (notice,) = heard(amina, "application_received")
    said = letter(notice)

    assert "Your application to “Spring cohort” arrived" in said
    assert f"under the code {application.code}" in said
    assert application.get_absolute_url() in said
    assert verdict(notice) == ""
    actions.withdraw(application=application, now=timezone.now())
    assert verdict(notice) == "withdrawn"


def test_drafts_are_reminded_three_days_and_one_day_before_the_deadline(cohort, amina):
    now = timezone.now()
    ApplicationFactory(cohort=cohort, person=amina, submitted_at=None, created_at=now - timedelta(days=1))
    sent = ApplicationFactory(cohort=cohort)
    gone = ApplicationFactory(cohort=cohort, submitted_at=None, withdrawn_at=now)
    plan_draft_reminders(now)
    plan_draft_reminders(now)

    days = [(cohort.closes_at - notice.due_at).days for notice in heard(amina, "draft_reminder")]
    assert days == [3, 1]
    assert heard(sent.person, "draft_reminder") == heard(gone.person, "draft_reminder") == []
    assert "Not sent yet: your application to “Spring cohort”" in letter(heard(amina, "draft_reminder")[0])


def test_who_sent_the_application_meanwhile_is_not_reminded(cohort, amina):
    draft = actions.save_draft(cohort=cohort, person=amina, **written())
    plan_draft_reminders(timezone.now())
    (first, _second) = heard(amina, "draft_reminder")
    assert verdict(first) == ""

    actions.submit(cohort=cohort, person=amina, **written(changed_at=draft.changed_at))
    assert verdict(first) == "withdrawn"


def test_reminders_move_with_the_deadline(cohort, amina):
    ApplicationFactory(cohort=cohort, person=amina, submitted_at=None)
    plan_draft_reminders(timezone.now())
    moved = later(cohort)
    plan_draft_reminders(timezone.now())

    states = {notice.due_at: (notice.state, notice.reason) for notice in heard(amina, "draft_reminder")}
    assert states == {
        cohort.closes_at - timedelta(days=3): ("skipped", "moved"),
        cohort.closes_at - timedelta(days=1): ("skipped", "moved"),
        moved.closes_at - timedelta(days=3): ("planned", ""),
        moved.closes_at - timedelta(days=1): ("planned", ""),
    }


def test_a_moved_deadline_is_told_with_its_reason_unless_it_moved_again(cohort, amina):
    ApplicationFactory(cohort=cohort, person=amina, submitted_at=None)
    moved = later(cohort)
    (notice,) = heard(amina, "deadline_moved")

    assert "Why: A holiday." in letter(notice)
    assert verdict(notice) == ""
    later(moved)
    assert verdict(notice) == "moved"


def test_who_begins_a_draft_late_reads_why_no_reminder_came(amina):
    cohort = published_cohort(closes_at=timezone.now() + timedelta(days=2))
    ApplicationFactory(cohort=cohort, person=amina, submitted_at=None)
    plan_draft_reminders(timezone.now())

    assert [(notice.state, notice.reason) for notice in heard(amina, "draft_reminder")] == [
        ("skipped", "joined_late"),
        ("planned", ""),
    ]
