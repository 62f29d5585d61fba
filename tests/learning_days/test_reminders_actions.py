"""Rules armed, changed and stopped: who is told of which day, and when."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions.reminders import arm, change, list_token, outlook, plan_edition_reminders, stop
from learning_days.models import Edition, Registration, ReminderRule
from learning_days.rules import reminders as rules
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory, at
from .reminding import rule_for

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def day():
    return DayFactory()


@pytest.fixture
def amina(day):
    return RegistrationFactory(day=day, person=PersonFactory(username="amina", email="amina@academy.example")).person


def armed(*args, **fields):
    rule = rule_for(*args, **fields)
    arm(rule=rule, actor=None, now=timezone.now())
    return rule


def plan():
    plan_edition_reminders(timezone.now())


def planned():
    return sorted(Notice.objects.planned().values_list("recipient__username", "kind", "due_at"))


def states():
    return sorted(Notice.objects.values_list("recipient__username", "state", "reason"))


def carry_all():
    Notice.objects.planned().update(due_at=timezone.now(), try_at=timezone.now(), grace_until=None)
    carry_due()


def test_arming_plans_for_everybody_with_a_seat(day, amina):
    RegistrationFactory(day=day, seated_at=None)
    RegistrationFactory(day=day, left_at=timezone.now())

    rule = rule_for(day)
    assert arm(rule=rule, actor=amina, now=timezone.now()) == 1

    nine = at(day, 9) - DAY
    assert planned() == [("amina", "day_reminder", nine)]
    notice = Notice.objects.get()
    assert notice.dedupe_key == f"reminder:{rule.pk}:1:learning_day:{day.pk}:1:{amina.pk}"
    assert notice.grace_until == day.starts_at
    rule.refresh_from_db()
    assert rule.armed_by == amina
    assert rule.history.count() == 2


def test_planning_again_is_once(day, amina):
    rule = armed(day)
    plan()
    plan()
    arm(rule=rule, actor=None, now=timezone.now())

    assert Notice.objects.count() == 1


def test_each_day_of_the_edition_has_its_own_reminder(day, amina):
    other = DayFactory(edition=day.edition, date=day.date + DAY)
    RegistrationFactory(day=other, person=amina)
    DayFactory(edition=day.edition, date=day.date + 2 * DAY, cancelled_at=timezone.now(), cancelled_because="Snow")
    armed(day, of_each_day=True)

    assert [due for _, _, due in planned()] == [at(day, 9) - DAY, at(other, 9) - DAY]


def test_who_registers_after_the_arming_gets_what_is_to_come(day, amina):
    armed(day)
    RegistrationFactory(day=day, person=PersonFactory(username="bola"))
    plan()

    assert [name for name, _, _ in planned()] == ["amina", "bola"]


def test_who_gets_a_seat_after_the_moment_reads_why_nothing_came(day):
    rule = rule_for(day, amount=60)
    arm(rule=rule, actor=None, now=timezone.now() - 2 * DAY)
    moment = rules.moment(rule, day)
    RegistrationFactory(day=day, person=PersonFactory(username="late"), seated_at=moment + HOUR)
    RegistrationFactory(day=day, person=PersonFactory(username="early"), seated_at=moment - HOUR)
    plan_edition_reminders(moment + 2 * HOUR)

    assert states() == [("early", "planned", ""), ("late", "skipped", "joined_late")]


def test_who_leaves_gets_nothing_and_who_comes_back_gets_it(day, amina):
    armed(day)
    Registration.objects.update(left_at=timezone.now())
    carry_all()
    assert states() == [("amina", "skipped", "withdrawn")]

    Notice.objects.update(state="planned", reason="", done_at=None)
    RegistrationFactory(day=day, person=amina)
    carry_all()
    assert states() == [("amina", "sent", "")]


def test_an_offset_that_lies_in_the_past_is_refused_when_armed(day, amina):
    rule = rule_for(day, amount=61)
    with pytest.raises(ValidationError) as refusal:
        arm(rule=rule, actor=None, now=timezone.now())

    assert refusal.value.code == "past"
    rule.refresh_from_db()
    assert (rule.armed_at, Notice.objects.count()) == (None, 0)


def test_of_two_days_the_one_whose_moment_is_over_tells_nobody(day, amina):
    later = DayFactory(edition=day.edition, date=day.date + 5 * DAY)
    RegistrationFactory(day=later, person=amina)
    rule = rule_for(day, amount=62, of_each_day=True)
    seen = [(row, count.count()) for row, _due, count in outlook(rule, timezone.now())]
    arm(rule=rule, actor=None, now=timezone.now())
    plan()

    assert seen == [(day, 0), (later, 1)]
    assert [due for _, _, due in planned()] == [at(later, 9) - 62 * DAY]


@pytest.mark.parametrize(
    ("change_of", "code"),
    [
        ({"edition": {"published_at": None}}, "not_published"),
        ({"texts": None}, "no_text"),
        ({"day": {"cancelled_at": timezone.now(), "cancelled_because": "Snow"}}, "no_day"),
        ({"words": "{nonsense}"}, "placeholder"),
    ],
)
def test_a_rule_that_cannot_work_is_not_armed(day, change_of, code):
    rule = rule_for(day)
    for name, value in change_of.items():
        if name == "texts":
            rule.texts.all().delete()
        elif name == "words":
            rule.texts.update(body=value)
        else:
            row = {"edition": day.edition, "day": day}[name]
            type(row).objects.filter(pk=row.pk).update(**value)
    rule = ReminderRule.objects.get()
    with pytest.raises(ValidationError) as refusal:
        arm(rule=rule, actor=None, now=timezone.now())

    assert refusal.value.code == code


def test_a_rule_is_armed_with_the_list_that_was_seen(day, amina):
    rule, now = rule_for(day), timezone.now()
    token = list_token(outlook(rule, now))
    bola = RegistrationFactory(day=day)
    with pytest.raises(ValidationError) as refusal:
        arm(rule=rule, actor=None, now=now, seen=token)
    assert refusal.value.code == "list_changed"

    Registration.objects.filter(pk=bola.pk).update(left_at=now)
    assert arm(rule=rule, actor=None, now=now, seen=token) == 1


def test_stopping_withholds_what_is_not_sent_and_arming_again_tells_nobody_twice(day, amina):
    RegistrationFactory(day=day, person=PersonFactory(username="bola"))
    rule = armed(day)
    Notice.objects.filter(recipient=amina).update(state="sent", done_at=timezone.now())

    assert stop(rule=rule, actor=None, now=timezone.now()) == 1
    assert stop(rule=rule, actor=None, now=timezone.now()) == 0
    plan()
    assert states() == [("amina", "sent", ""), ("bola", "skipped", "withdrawn")]

    arm(rule=rule, actor=None, now=timezone.now())
    plan()
    assert [name for name, _, _ in planned()] == ["bola"]
    assert Notice.objects.count() == 3


def test_a_rule_that_was_stopped_sends_nothing_that_a_worker_holds(day, amina):
    rule = armed(day)
    ReminderRule.objects.filter(pk=rule.pk).update(stopped_at=timezone.now())
    carry_all()

    assert states() == [("amina", "skipped", "withdrawn")]


def test_a_rule_changed_after_half_was_sent_is_planned_anew_for_the_others(day, amina, mailoutbox):
    people = [RegistrationFactory(day=day, person=PersonFactory(username=f"p{n}")).person for n in range(3)]
    rule = armed(day)
    Notice.objects.filter(recipient__in=[amina, people[0]]).update(state="sent", done_at=timezone.now())
    rule.at, rule.amount = time(15), 2
    change(rule=rule, fields=["at", "amount"], actor=amina, now=timezone.now())
    plan()

    due = at(day, 15) - 2 * DAY
    assert planned() == [("p1", "day_reminder", due), ("p2", "day_reminder", due)]
    assert states() == sorted(
        [("amina", "sent", ""), ("p0", "sent", "")]
        + [(name, *row) for name in ("p1", "p2") for row in (("planned", ""), ("skipped", "moved"))]
    )
    assert ReminderRule.objects.get().version == 2


def test_new_words_need_no_new_notice(day, amina, mailoutbox):
    rule = armed(day)
    change(rule=rule, fields=[], actor=None, now=timezone.now())
    rule.texts.update(subject="Bring {name}")
    carry_all()

    assert [mail.subject for mail in mailoutbox] == ["Bring Amina"]
    assert ReminderRule.objects.get().version == 1


def test_a_change_to_a_moment_that_is_over_is_refused(day, amina):
    rule = armed(day)
    rule.amount = 100
    with pytest.raises(ValidationError, match="over for every day"):
        change(rule=rule, fields=["amount"], actor=None, now=timezone.now())

    plan()
    assert len(planned()) == 1


def test_a_rule_that_is_not_armed_is_changed_without_more_ado(day, amina):
    rule = rule_for(day)
    rule.amount = 100
    change(rule=rule, fields=["amount"], actor=None, now=timezone.now())
    plan()

    rule.refresh_from_db()
    assert (rule.amount, rule.version, Notice.objects.count()) == (100, 1, 0)


def test_one_rule_that_fails_does_not_keep_the_others(day, amina):
    broken, _fine = armed(day, amount=2), armed(day)
    Notice.objects.all().delete()
    ReminderRule.objects.filter(pk=broken.pk).update(unit="hours", at=None, amount=2)
    Edition.objects.filter(pk=day.edition_id).update(zone="Nowhere/Land")
    plan()

    assert len(planned()) == 1
