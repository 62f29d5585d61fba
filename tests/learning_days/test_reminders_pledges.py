"""Nudges after an edition: those who made a pledge and have not reported, asked anew when it is sent."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from learning_days.actions.reminders import arm, plan_edition_reminders
from learning_days.models import Attendance, Pledge, ReminderRule, WorkshopLead
from learning_days.rules import reminders as rules
from notices.actions.carrying import carry_due
from notices.kinds import attach_subjects
from notices.letters import content_of, in_words_of
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import DayFactory, PledgeFactory, RegistrationFactory, SharingFactory, placed
from .reminding import rule_for

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def day():
    return DayFactory()


@pytest.fixture
def pledge(day):
    amina = PersonFactory(username="amina", email="amina@academy.example")
    return PledgeFactory(edition=day.edition, person=amina, text="I will hold a workshop")


@pytest.fixture
def rule(day, pledge):
    rule = rule_for(day, side="after", amount=30, audience="pledged", of_each_day=True)
    rule.texts.update(body="You pledged: {pledge}")
    arm(rule=rule, actor=None, now=timezone.now())
    return rule


def states():
    return sorted(Notice.objects.values_list("recipient__username", "kind", "state", "reason"))


def carry_all():
    Notice.objects.planned().update(due_at=timezone.now(), try_at=timezone.now(), grace_until=None)
    carry_due()


def test_who_pledged_is_asked_once_thirty_days_after_the_last_day(day, rule):
    last = DayFactory(edition=day.edition, date=day.date + DAY)
    Notice.objects.all().delete()
    plan_edition_reminders(timezone.now())

    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient.username) == ("pledge_nudge", "amina")
    assert notice.due_at == rules.moment(rule, last)
    assert notice.payload["day"] == last.pk


def test_the_nudge_leads_to_the_report_with_the_pledge_filled_in(rule, pledge, mailoutbox):
    carry_all()

    assert f"/sharing/new/?pledge={pledge.pk}" in mailoutbox[0].body
    assert "You pledged: I will hold a workshop" in mailoutbox[0].body
    assert states() == [("amina", "pledge_nudge", "sent", "")]


@pytest.mark.parametrize("reports", ["of the pledge", "of the edition"])
def test_who_reported_meanwhile_gets_no_nudge(rule, pledge, reports, mailoutbox):
    about = {"pledge": pledge} if reports == "of the pledge" else {"edition": pledge.edition}
    SharingFactory(person=pledge.person, **about)
    carry_all()

    assert mailoutbox == []
    assert states() == [("amina", "pledge_nudge", "skipped", "withdrawn")]


def test_who_dropped_the_pledge_gets_no_nudge(rule, pledge, mailoutbox):
    Pledge.objects.update(dropped_at=timezone.now())
    carry_all()

    assert mailoutbox == []


def test_of_two_pledges_the_one_without_a_report_is_asked_of(rule, pledge, mailoutbox):
    other = PledgeFactory(edition=pledge.edition, person=pledge.person)
    SharingFactory(person=pledge.person, pledge=pledge)
    plan_edition_reminders(timezone.now())
    carry_all()

    assert f"?pledge={other.pk}" in mailoutbox[0].body
    assert len(mailoutbox) == 1


def test_who_pledges_after_the_arming_is_asked_and_who_reported_before_is_not(rule, pledge):
    late, done = (PledgeFactory(edition=pledge.edition, person=PersonFactory(username=name)) for name in ("bo", "cleo"))
    SharingFactory(person=done.person, pledge=done)
    PledgeFactory()
    plan_edition_reminders(timezone.now())

    assert [name for name, *_ in states()] == ["amina", late.person.username]


def test_an_erased_person_is_asked_nothing(rule, pledge):
    Notice.objects.all().delete()
    Pledge.objects.update(person=None, text="", is_public=False, dropped_at=timezone.now())
    plan_edition_reminders(timezone.now())

    assert not Notice.objects.exists()


def test_words_for_many_nudges_ask_a_fixed_number_of_queries(rule, pledge, django_assert_num_queries):
    for _ in range(3):
        PledgeFactory(edition=pledge.edition)
    plan_edition_reminders(timezone.now())
    notices = list(Notice.objects.select_related("recipient").order_by("pk"))

    for part in (notices[:1], notices):
        with django_assert_num_queries(5):
            attach_subjects(part)
            for notice in part:
                with in_words_of(notice.recipient):
                    assert content_of(notice).text.startswith("You pledged: I will hold")


def test_a_nudge_that_was_sent_stays_readable_after_the_report(rule, pledge, client):
    carry_all()
    SharingFactory(person=pledge.person, pledge=pledge)
    client.force_login(pledge.person)

    assert "/sharing/new/" in client.get("/me/notices/").content.decode()


def test_who_was_there_is_asked_for_feedback_even_where_it_is_noted_late(day, mailoutbox):
    rule = rule_for(day, side="after", amount=1, audience="attended")
    arm(rule=rule, actor=None, now=timezone.now())
    due = rules.moment(rule, day)
    there = RegistrationFactory(day=day, person=PersonFactory(username="bola", email="bola@academy.example"))
    RegistrationFactory(day=day)
    plan_edition_reminders(due - DAY)
    assert not Notice.objects.exists()

    Attendance.objects.create(registration=there, how="file")
    plan_edition_reminders(due + 3 * DAY)
    assert states() == [("bola", "day_reminder", "planned", "")]
    carry_all()
    assert f"/learning-days/{day.edition.slug}/days/{day.pk}/feedback/" in mailoutbox[0].body


def test_leads_are_told_and_a_lead_who_is_erased_is_not(day):
    workshop = placed(day, 10)
    amina, bola = (PersonFactory(username=name) for name in ("amina", "bola"))
    for person in (amina, bola):
        WorkshopLead.objects.create(workshop=workshop, person=person, agreed_at=timezone.now())
    rule = rule_for(day, audience="leads")
    arm(rule=rule, actor=None, now=timezone.now())
    WorkshopLead.objects.filter(person=bola).update(person=None)
    carry_all()

    assert states() == [
        ("amina", "day_reminder", "told", "no_address"),
        ("bola", "day_reminder", "skipped", "withdrawn"),
    ]
    ReminderRule.objects.update(at=time(8))
    plan_edition_reminders(timezone.now())
    assert len(states()) == 2
