"""To report from home, to change it, to be named in it, to hide it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days.actions import sharings as actions
from learning_days.models import Sharing, SharingTeacher
from notices.models import Notice
from tests.factories import LanguageFactory, PersonFactory
from tests.races import at_once

from .factories import PledgeFactory, SharingFactory

pytestmark = pytest.mark.django_db


def told(person, kind):
    return Notice.objects.filter(recipient=person, kind=kind)


def fields(**more):
    day = timezone.localdate() - timedelta(days=1)
    said = {"title": "An afternoon", "held_on": day, "place": "Thiès", "people": 12, "people_known": 2, "lang": "en"}
    return {**said, "language": LanguageFactory(), **more}


def report(person, *, form_key=None, **more):
    return actions.report(person=person, form_key=form_key or uuid4(), now=timezone.now(), **fields(**more))


def test_a_report_keeps_what_was_typed():
    person, pledge = PersonFactory(), PledgeFactory()

    kept = report(person, pledge_id=pledge.pk, edition_id=pledge.edition_id, teachers=["Awa"])

    assert (kept.person, kept.pledge, kept.people, kept.people_known) == (person, pledge, 12, 2)
    assert kept.teachers.get().name == "Awa"


def test_a_form_that_was_sent_twice_is_one_report():
    person, key = PersonFactory(), uuid4()

    assert report(person, form_key=key) == report(person, form_key=key)
    assert Sharing.objects.count() == 1


def test_the_form_key_of_somebody_else_gives_nothing_away():
    key = uuid4()
    first = report(PersonFactory(), form_key=key)

    assert report(PersonFactory(), form_key=key).pk != first.pk


def test_the_same_day_and_title_is_the_same_report():
    person = PersonFactory()
    report(person)

    with pytest.raises(ValidationError, match="You reported this already"):
        report(person)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"people_known": 13}, "known"),
        ({"held_on": timezone.localdate() + timedelta(days=3)}, "future"),
        ({"held_on": timezone.localdate().replace(year=1999)}, "year"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(wrong, code):
    with pytest.raises(ValidationError) as refusal:
        report(PersonFactory(), **wrong)

    [[error]] = refusal.value.error_dict.values()
    assert error.code == code
    assert not Sharing.objects.exists()


def test_today_is_the_day_where_the_person_lives():
    ahead = PersonFactory(time_zone="Pacific/Kiritimati")
    today = timezone.localdate(timezone.now(), ahead.time_zone)

    assert report(ahead, held_on=today).held_on == today


def test_whose_report_is_carried_on_is_told_once():
    first = SharingFactory(held_on=timezone.localdate() - timedelta(days=9))

    second = report(PersonFactory(), before_id=first.pk)
    actions.change(sharing=second, now=timezone.now(), **fields(language=second.language, title="Better"))

    assert told(first.person, "sharing_continued").count() == 1


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ({"hidden_at": timezone.now(), "hidden_because": "Not from home."}, "hidden"),
        ({"held_on": timezone.localdate()}, "before"),
    ],
)
def test_what_cannot_be_carried_on_is_refused(before, code):
    with pytest.raises(ValidationError) as refusal:
        report(PersonFactory(), before_id=SharingFactory(**before).pk)

    [[error]] = refusal.value.error_dict.values()
    assert error.code == code


def test_nobody_carries_on_their_own_report():
    own = SharingFactory(held_on=timezone.localdate() - timedelta(days=9))

    with pytest.raises(ValidationError, match="your own"):
        report(own.person, before_id=own.pk)


def long_ago(**more):
    return SharingFactory(held_on=timezone.localdate() - timedelta(days=30), **more)


def test_a_report_does_not_go_on_from_what_goes_on_from_it():
    first = long_ago()
    third = long_ago(before=long_ago(before=first))

    with pytest.raises(ValidationError, match="cannot be both"):
        actions.change(sharing=first, now=timezone.now(), before_id=third.pk, **fields(language=first.language))


@pytest.mark.django_db(transaction=True)
def test_two_who_go_on_from_each_other_at_the_same_moment_make_no_circle():
    first, second = long_ago(), long_ago()
    said = {row.pk: fields(language=row.language) for row in (first, second)}

    def turn(one, other):
        return lambda: actions.change(sharing=one, now=timezone.now(), before_id=other.pk, **said[one.pk])

    answers = at_once([turn(first, second), turn(second, first)])

    assert sorted(type(answer).__name__ for answer in answers) == ["Sharing", "ValidationError"]


@pytest.mark.django_db(transaction=True)
def test_a_form_that_arrives_many_times_at_once_is_one_report():
    person, key, said = PersonFactory(), uuid4(), fields()

    answers = at_once(
        [lambda: actions.report(person=person, form_key=key, now=timezone.now(), **said) for _ in range(6)]
    )

    assert len({answer.pk for answer in answers}) == Sharing.objects.count() == 1


def test_who_is_taken_out_and_named_again_is_not_asked_again():
    author, teacher = PersonFactory(), PersonFactory()
    kept = report(author, teachers=[teacher])

    for teachers in ([], [teacher], [], [teacher]):
        actions.change(sharing=kept, now=timezone.now(), teachers=teachers, **fields(language=kept.language))

    assert told(teacher, "teacher_named").count() == 1


def test_a_person_who_is_named_is_asked_once_and_no_more_after_a_no():
    author, teacher = PersonFactory(), PersonFactory()
    kept = report(author, teachers=[teacher, "Awa"])
    row = kept.teachers.get(person=teacher)
    actions.answer_teaching(teacher=row, agrees=False, now=timezone.now())

    for teachers in ([], [teacher]):
        actions.change(sharing=kept, now=timezone.now(), teachers=teachers, **fields(language=kept.language))

    assert told(teacher, "teacher_named").count() == 1
    assert list(SharingTeacher.objects.values_list("person", "name")) == [(teacher.pk, "")]
    assert SharingTeacher.objects.standing().count() == 0


def test_an_answer_can_be_changed():
    row = SharingTeacher.objects.create(sharing=SharingFactory(), person=PersonFactory())

    for agrees in (True, False, True):
        actions.answer_teaching(teacher=row, agrees=agrees, now=timezone.now())
        row.refresh_from_db()
        assert (bool(row.agreed_at), bool(row.declined_at)) == (agrees, not agrees)


def test_who_hides_and_shows_again_tells_the_author():
    row = SharingFactory()

    actions.hide(sharing=row, reason=" An advertisement. ", now=timezone.now())

    row.refresh_from_db()
    assert (row.hidden_because, Sharing.objects.shown().count()) == ("An advertisement.", 0)
    assert told(row.person, "sharing_hidden").count() == 1
    with pytest.raises(ValidationError, match="hidden already"):
        actions.hide(sharing=row, reason="Again", now=timezone.now())

    actions.show(sharing=row, now=timezone.now())

    assert Sharing.objects.shown().get() == row
    assert told(row.person, "sharing_shown").count() == 1
    with pytest.raises(ValidationError, match="see it already"):
        actions.show(sharing=row, now=timezone.now())


def test_a_report_of_somebody_who_was_erased_can_be_hidden():
    row = SharingFactory(person=None)

    assert actions.hide(sharing=row, reason="An advertisement.", now=timezone.now()).hidden_at
    assert not Notice.objects.exists()
