"""What people hear of reports, and when they no longer do."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.actions import sharings as actions
from learning_days.models import SharingTeacher
from notices.models import Notice
from notices.tasks import carry_due
from tests.factories import PersonFactory

from .factories import SharingFactory
from .spreading import HIDDEN
from .test_sharing_actions import long_ago, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa():
    return PersonFactory(display_name="Awa", email="awa@academy.example")


def reason_of(person):
    return Notice.objects.get(recipient=person).reason


def test_who_reported_reads_that_it_was_carried_on(awa):
    first = long_ago(person=awa, title="The first evening")
    report(PersonFactory(display_name="Bola"), before_id=first.pk, title="The second evening")

    carry_due()

    [letter] = mail.outbox
    assert "Bola" in letter.subject
    assert "The first evening" in letter.body
    assert "12 people took part." in letter.body


def test_a_report_that_was_hidden_meanwhile_is_not_told(awa):
    second = report(PersonFactory(), before_id=long_ago(person=awa).pk)
    actions.hide(sharing=second, reason="An advertisement.", now=timezone.now())

    carry_due()

    assert reason_of(awa) == Notice.Reason.WITHDRAWN


def test_who_is_named_is_asked(awa):
    report(PersonFactory(display_name="Bola"), teachers=[awa])

    carry_due()

    [letter] = mail.outbox
    assert "Bola" in letter.subject
    assert "only if you agree" in letter.body


@pytest.mark.parametrize("agrees", [True, False])
def test_who_answered_already_is_not_asked(awa, agrees):
    row = report(PersonFactory(), teachers=[awa]).teachers.get()
    actions.answer_teaching(teacher=row, agrees=agrees, now=timezone.now())

    carry_due()

    assert reason_of(awa) == Notice.Reason.WITHDRAWN


def test_who_is_not_named_any_more_is_not_asked(awa):
    kept = report(PersonFactory(), teachers=[awa])
    actions.name_teachers(kept, [])

    carry_due()

    assert reason_of(awa) == Notice.Reason.WITHDRAWN


def test_the_author_reads_why_a_report_is_hidden_and_that_it_is_back(awa):
    kept = report(awa)
    actions.hide(sharing=kept, reason="An advertisement.", now=timezone.now())
    carry_due()
    actions.show(sharing=kept, now=timezone.now())
    carry_due()

    hidden, shown = mail.outbox
    assert "An advertisement." in hidden.body
    assert "shown again" in shown.subject


def test_the_timeline_tells_nothing_of_what_was_hidden(client, awa):
    kept = report(PersonFactory(), teachers=[awa], title="Buy this now")
    client.force_login(awa)
    assertContains(client.get(reverse("notices:timeline")), "can teach it now")

    actions.hide(sharing=kept, reason="An advertisement.", now=timezone.now())

    assertNotContains(client.get(reverse("notices:timeline")), "Buy this now")


def test_my_page_holds_my_reports_and_what_asks_me(client, awa):
    SharingFactory(person=awa, title="Mine")
    SharingFactory(person=awa, title="Mine, hidden", **HIDDEN)
    SharingTeacher.objects.create(sharing=SharingFactory(title="Asks me"), person=awa)
    SharingTeacher.objects.create(sharing=SharingFactory(title="Hidden, asks me", **HIDDEN), person=awa)
    SharingTeacher.objects.create(sharing=SharingFactory(title="Answered"), person=awa, agreed_at=timezone.now())
    client.force_login(awa)

    page = client.get(reverse("people:me"))

    for title in ("Mine", "Mine, hidden", "Asks me"):
        assertContains(page, f"<bdi>{title}</bdi>")
    for title in ("Hidden, asks me", "Answered"):
        assertNotContains(page, title)


def test_all_of_somebody_s_reports_can_be_read(client, awa):
    SharingFactory(person=awa, title="Mine")
    SharingFactory(title="Not mine")

    page = client.get(f"{reverse('learning_days:sharings')}?by={awa.username.upper()}")

    assertContains(page, "Mine")
    assertNotContains(page, "Not mine")
