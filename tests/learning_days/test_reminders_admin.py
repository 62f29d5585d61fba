"""Organizers write rules, look at them, arm and stop them at their desk."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days import models
from learning_days.actions.reminders import arm
from notices.models import Notice
from tests.desk import FRAME
from tests.factories import LanguageFactory, PersonFactory

from .factories import DayFactory, RegistrationFactory
from .reminding import rule_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    return day


def page(name, *args):
    return reverse(f"admin:learning_days_{name}", args=args)


def typed(of, /, **fields):
    """The form of a rule with one English text."""
    english = LanguageFactory(code="en")
    return {
        "edition": of.edition_id,
        "day": "",
        "side": "before",
        "amount": "7",
        "unit": "days",
        "at": "09:00",
        "audience": "seated",
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "0",
        "texts-0-language": english.pk,
        "texts-0-subject": "{edition} is near",
        "texts-0-body": "Dear {name}, come to {venue}.",
        **fields,
    }


def changed(rule, /, **fields):
    """The form of a rule that stands, with its one text."""
    text = rule.texts.get()
    words = {"texts-INITIAL_FORMS": "1", "texts-0-id": text.pk, "texts-0-rule": rule.pk}
    return typed(rule, **words, **{"day": rule.day_id or "", "amount": rule.amount, **fields})


def test_a_rule_is_written_with_its_words(desk, day):
    desk.post(page("reminderrule_add"), typed(day))

    rule = models.ReminderRule.objects.get()
    assert (rule.amount, rule.unit, rule.at.hour, rule.armed_at) == (7, "days", 9, None)
    assert rule.texts.get().subject == "{edition} is near"
    assert rule.history.get().history_user.username == "organizer"
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"texts-0-body": "Dear {nobody}"}, "{nobody} stands for nothing here"),
        ({"audience": "pledged"}, "Before a day nobody was there or made a pledge"),
        ({"unit": "hours", "amount": "73"}, "Give 1 to 72 hours"),
        ({"at": ""}, "with the hour of the day"),
    ],
)
def test_what_makes_no_sense_comes_back_with_a_sentence(desk, day, fields, sentence):
    response = desk.post(page("reminderrule_add"), typed(day, **fields))

    assertContains(response, sentence)
    assertContains(response, "is near")
    assert not models.ReminderRule.objects.exists()


def test_hours_need_no_hour_of_the_day(desk, day):
    desk.post(page("reminderrule_add"), typed(day, unit="hours", amount="2"))

    assert models.ReminderRule.objects.get().at is None


def test_a_day_of_another_edition_is_refused(desk, day, organizer):
    other = DayFactory()
    other.edition.organizers.add(organizer)

    response = desk.post(page("reminderrule_add"), typed(day, day=other.pk))
    assertContains(response, "This day belongs to another edition.")


def test_the_list_and_the_count_are_shown_before_it_is_armed(desk, day):
    amina = RegistrationFactory(day=day, person=PersonFactory(username="amina", display_name="Amina A.")).person
    rule = rule_for(day)
    shown = desk.get(page("reminderrule_arm", rule.pk))
    assertContains(shown, "to <strong>1 person</strong>")
    assertContains(shown, amina.display_name)

    token = re.search(r'name="seen" value="(\w+)"', shown.content.decode())[1]
    desk.post(page("reminderrule_arm", rule.pk), {"seen": token})
    rule.refresh_from_db()
    assert (rule.armed_by.username, Notice.objects.planned().count()) == ("organizer", 1)


def test_a_list_that_changed_since_is_shown_once_more(desk, day):
    rule = rule_for(day)
    shown = desk.get(page("reminderrule_arm", rule.pk)).content.decode()
    token = re.search(r'name="seen" value="(\w+)"', shown)[1]
    RegistrationFactory(day=day)

    again = desk.post(page("reminderrule_arm", rule.pk), {"seen": token})
    assertContains(again, "The list changed since you opened this page", status_code=422)
    assertContains(again, "1 person", status_code=422)
    assert token not in again.content.decode()
    assert not Notice.objects.exists()


def test_a_moment_that_is_over_is_told_and_not_armed(desk, day):
    rule = rule_for(day, amount=61)
    shown = desk.get(page("reminderrule_arm", rule.pk))
    assertContains(shown, "it is over, so nobody is told of this day")

    token = re.search(r'name="seen" value="(\w+)"', shown.content.decode())[1]
    refused = desk.post(page("reminderrule_arm", rule.pk), {"seen": token})
    assertContains(refused, "Its moment is over for every day", status_code=422)


def test_the_whole_list_is_a_file_that_no_spreadsheet_computes(desk, day):
    RegistrationFactory(day=day, person=PersonFactory(username="amina", display_name="=1+1"))
    file = desk.get(page("reminderrule_list_csv", rule_for(day).pk)).content.decode()

    lines = file.splitlines()
    assert lines[0].endswith("day,due_at,username,name")
    assert lines[1].endswith(",amina,'=1+1")


@pytest.mark.parametrize("people", [1, 3])
def test_the_arming_page_asks_as_often_for_any_number_of_people(desk, day, people, django_assert_num_queries):
    RegistrationFactory.create_batch(people, day=day)
    rule = rule_for(day)

    desk.get(page("reminderrule_arm", rule.pk))
    with django_assert_num_queries(FRAME + 8):
        desk.get(page("reminderrule_arm", rule.pk))


def test_the_preview_is_in_the_language_and_on_the_clock_of_its_reader(desk, day):
    LanguageFactory(code="ar")
    reader = {"interface_language": "ar", "time_zone": "Asia/Kathmandu"}
    amina = RegistrationFactory(day=day, person=PersonFactory(username="amina", **reader)).person
    rule = rule_for(day, texts=("en", "ar"))

    shown = desk.get(page("reminderrule_preview", rule.pk), {"person": "AMINA"})
    assertContains(shown, "ar: Dear Amina")
    assertContains(shown, "14:45")
    assertNotContains(shown, "unsubscribe")
    assertNotContains(shown, "this person is not told")
    assertContains(desk.get(page("reminderrule_preview", rule.pk)), amina.display_name)
    assert not Notice.objects.exists()


def test_the_preview_says_who_is_not_told_and_who_is_unknown(desk, day):
    rule = rule_for(day)
    PersonFactory(username="stranger")

    assertContains(desk.get(page("reminderrule_preview", rule.pk), {"person": "stranger"}), "this person is not told")
    unknown = desk.get(page("reminderrule_preview", rule.pk), {"person": "nobody"})
    assertContains(unknown, "Nobody here has this user name.", status_code=422)
    assertContains(desk.get(page("reminderrule_preview", rule.pk)), "Nobody is told as things stand")


def test_stopped_it_sends_nothing_and_can_be_armed_again(desk, day):
    RegistrationFactory(day=day)
    rule = rule_for(day)
    arm(rule=rule, actor=None, now=timezone.now())
    desk.post(page("reminderrule_stop", rule.pk))

    assert not Notice.objects.planned().exists()
    assertContains(desk.get(page("reminderrule_change", rule.pk)), page("reminderrule_arm", rule.pk))


def test_an_armed_rule_that_is_changed_is_planned_anew(desk, day):
    RegistrationFactory(day=day)
    rule = rule_for(day, amount=1)
    arm(rule=rule, actor=None, now=timezone.now())
    desk.post(page("reminderrule_change", rule.pk), changed(rule, amount="2"))

    rule.refresh_from_db()
    assert (rule.amount, rule.version) == (2, 2)
    assert Notice.objects.planned().get().payload["version"] == 2


def test_an_armed_rule_is_not_changed_to_what_is_over_and_keeps_a_text(desk, day):
    rule = rule_for(day)
    arm(rule=rule, actor=None, now=timezone.now())

    over = desk.post(page("reminderrule_change", rule.pk), changed(rule, amount="90"))
    assertContains(over, "Its moment is over for every day")
    bare = desk.post(page("reminderrule_change", rule.pk), changed(rule, **{"texts-0-DELETE": "on"}))
    assertContains(bare, "leave it one text at least")
    rule.refresh_from_db()
    assert (rule.amount, rule.texts.count()) == (1, 1)


def test_what_was_never_armed_may_go_and_what_was_stays(desk, day):
    draft, told = rule_for(day), rule_for(day, amount=2)
    arm(rule=told, actor=None, now=timezone.now())

    desk.post(page("reminderrule_delete", draft.pk), {"post": "yes"})
    assert desk.post(page("reminderrule_delete", told.pk), {"post": "yes"}).status_code == 403
    assert models.ReminderRule.objects.get() == told


def test_the_usual_rules_are_added_once_with_words_in_four_languages(desk, day):
    for code in ("ar", "en", "es", "fr"):
        LanguageFactory(code=code)
    for _ in range(2):
        desk.post(page("reminderrule_usual_rules"), {"edition": day.edition_id})

    rows = models.ReminderRule.objects.order_by("pk").values_list("side", "amount", "unit", "audience")
    assert list(rows) == [
        ("before", 14, "days", "seated"),
        ("before", 3, "days", "seated"),
        ("before", 1, "days", "seated"),
        ("before", 2, "hours", "seated"),
        ("after", 1, "days", "attended"),
        ("after", 30, "days", "pledged"),
        ("after", 90, "days", "pledged"),
        ("after", 180, "days", "pledged"),
    ]
    assert {rule.texts.count() for rule in models.ReminderRule.objects.all()} == {4}
    for rule in models.ReminderRule.objects.all():
        arm(rule=rule, actor=None, now=timezone.now())


def test_organizers_of_another_edition_see_no_rule_of_this_one(desk, day):
    foreign = rule_for(DayFactory())

    assertNotContains(desk.get(page("reminderrule_changelist")), foreign.edition.title)
    for name in ("preview", "arm", "list_csv"):
        assert desk.get(page(f"reminderrule_{name}", foreign.pk)).status_code == 404
    assert desk.post(page("reminderrule_arm", foreign.pk), {"seen": "x"}).status_code == 404
    response = desk.post(page("reminderrule_usual_rules"), {"edition": foreign.edition_id})
    assert response.status_code == 422
    assert foreign.edition.reminders.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_rules_asks_as_often_for_any_number(desk, day, rows, django_assert_num_queries):
    for amount in range(1, rows + 1):
        rule_for(day, amount=amount)
    desk.get(page("reminderrule_changelist"))

    with django_assert_num_queries(FRAME + 4):
        desk.get(page("reminderrule_changelist"))
