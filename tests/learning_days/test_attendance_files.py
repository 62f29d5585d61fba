"""Who was there as a file: out, and in later after a look at each row."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Attendance, Registration

from .factories import DayFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def yesterday(organizer):
    starts_at = timezone.now() - timedelta(days=1)
    edition = EditionFactory()
    edition.organizers.add(organizer)
    return DayFactory(
        edition=edition, date=starts_at.date(), starts_at=starts_at, ends_at=starts_at + timedelta(hours=8)
    )


@pytest.fixture
def people(yesterday):
    """amina and bola with a seat, stafa as staff, wanda in the line; bola is noted."""
    make = {"amina": {}, "bola": {}, "stafa": {"is_staff": True}, "wanda": {"seated_at": None}}
    rows = {
        name: RegistrationFactory(day=yesterday, person__username=name, person__display_name=name.title(), **fields)
        for name, fields in make.items()
    }
    Attendance.objects.create(registration=rows["bola"], how="code")
    return rows


def address(day, name="attendance_upload"):
    return reverse(f"learning_days:{name}", args=[day.pk])


def sent(desk, day, text, encoding="utf-8"):
    file = BytesIO(text.encode(encoding))
    file.name = "came.csv"
    return desk.post(address(day), {"file": file})


def run(desk, day, page, **more):
    return desk.post(address(day), {"token": page.context["token"], **more}, follow=True)


def does(page):
    return {line.registration.person.username: line.does for line in page.context["lines"]}


def noted():
    return dict(Attendance.objects.values_list("registration__person__username", "how"))


def test_a_file_is_shown_before_it_is_written(desk, yesterday, people):
    page = sent(desk, yesterday, "username,name\namina,Amina\nBOLA,\nwanda,\n")

    assertContains(page, "To note: 2 · to take back: 0 · as they are: 1")
    assertContains(page, "<strong>will be noted</strong>, without a seat", count=1)
    assert does(page) == {"amina": "new", "bola": "same", "wanda": "new"}
    assert noted() == {"bola": "code"}


def test_what_was_shown_is_written_once(desk, yesterday, people):
    page = sent(desk, yesterday, "username\namina\n")

    assertContains(run(desk, yesterday, page), "Noted: 1. Taken back: 0.")
    assertContains(run(desk, yesterday, page), "This file was taken already")
    assert noted() == {"amina": "file", "bola": "code"}
    assert Attendance.objects.get(how="file").noted_by.username == "organizer"


def test_a_column_says_who_came_and_who_did_not(desk, yesterday, people):
    page = sent(desk, yesterday, "username;came\namina;x\nbola;no\nstafa;\nwanda;0\n")

    assert does(page) == {"amina": "new", "bola": "back", "stafa": "same", "wanda": "same"}
    assertContains(run(desk, yesterday, page), "Noted: 1. Taken back: 1.")
    assert noted() == {"amina": "file"}


def test_what_a_scanner_kept_is_read_though_a_code_stands_there_twice(desk, yesterday, people):
    token = people["amina"].token
    page = sent(
        desk,
        yesterday,
        f"code\nhttps://academy.example/learning-days/scan/{token}/\n{token}\n{people['stafa'].token}\n",
    )

    assertContains(page, "To note: 2")
    run(desk, yesterday, page)
    assert noted() == {"amina": "file", "stafa": "file", "bola": "code"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("username\nnobody\n", "Row 2: Nobody called “nobody” is registered for this day."),
        ("username\namina\n\ngone\n", "Row 4: Nobody called “gone” is registered for this day."),
        ("code\nhttps://academy.example/learning-days/scan/AAAAAAAAAAAAAAAAAAAAAA/\n", "Row 2: This code is of no"),
        ("code\n?\n", "Row 2: This code is of no registration"),
        ("username,came\namina,perhaps\n", "Row 2: “perhaps” is neither yes nor no."),
        ("username,came\namina,yes\nAmina,no\n", "Row 3: The same person stands there once with yes"),
        ("name\nAmina\n", "A column “username” or “code” is needed"),
        ("username,seat\namina,1\n", "names columns that are not known: seat"),
        ("username\n", "There is no row below"),
        ("", "empty"),
    ],
)
def test_a_file_with_a_mistake_notes_nobody_and_says_where(desk, yesterday, people, text, said):
    RegistrationFactory(day=yesterday, person__username="gone", left_at=timezone.now())

    page = sent(desk, yesterday, text)

    assertContains(page, said, status_code=422)
    assert noted() == {"bola": "code"}


def test_an_empty_row_is_none(desk, yesterday, people):
    assert does(sent(desk, yesterday, "username,code\n,\namina,\n")) == {"amina": "new"}


def test_a_row_that_names_nobody_is_a_mistake(desk, yesterday, people):
    page = sent(desk, yesterday, "username,came\n,yes\n")

    assertContains(page, "Row 2: There is neither a user name nor a code.", status_code=422)


def test_who_gave_the_day_up_between_the_look_and_the_writing_is_told(desk, yesterday, people):
    page = sent(desk, yesterday, "username\namina\n")
    Registration.objects.filter(pk=people["amina"].pk).update(left_at=timezone.now())

    answer = run(desk, yesterday, page)

    assertContains(answer, "Nobody called “amina” is registered", status_code=422)
    assert noted() == {"bola": "code"}


def test_a_file_for_another_day_is_not_written_to_this_one(desk, yesterday, people):
    page = sent(desk, yesterday, "username\namina\n")
    other = DayFactory(edition=yesterday.edition, date=yesterday.date - timedelta(days=9))

    answer = desk.post(address(other), {"token": page.context["token"]}, follow=True)

    assertContains(answer, "This file was taken already, or the page was open for too long.")
    assert noted() == {"bola": "code"}


def test_before_the_doors_open_no_file_is_taken(desk, organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    RegistrationFactory(day=day, person__username="amina")

    assertContains(sent(desk, day, "username\namina\n"), "The doors open on", status_code=422)


def test_the_file_tells_all_of_a_day_and_is_taken_back_in_as_it_is(desk, yesterday, people):
    answer = desk.get(address(yesterday, "attendance_csv"))
    text = answer.content.decode("utf-8-sig")
    rows = {row["username"]: row for row in csv.DictReader(StringIO(text))}

    assert answer["Content-Disposition"].endswith(f'attendance-{yesterday.date}.csv"')
    assert rows["bola"]["came"] == "true"
    assert (rows["bola"]["how"], rows["bola"]["standing"]) == ("code", "seated")
    assert (rows["stafa"]["staff"], rows["stafa"]["standing"]) == ("true", "staff")
    assert (rows["wanda"]["came"], rows["wanda"]["standing"]) == ("false", "waiting")
    assert set(does(sent(desk, yesterday, text, "utf-8-sig")).values()) == {"same"}


def test_a_name_in_the_file_is_no_formula(desk, yesterday):
    RegistrationFactory(day=yesterday, person__username="mallory", person__display_name="=1+1")

    assertContains(desk.get(address(yesterday, "attendance_csv")), ",'=1+1,")


def test_the_page_says_which_columns_are_read(desk, yesterday):
    page = desk.get(address(yesterday))

    for column in ("username", "code", "came"):
        assertContains(page, f"<code>{column}</code>")
    assertNotContains(page, "Note them")
    assertRedirects(desk.post(address(yesterday), {"token": "x"}), address(yesterday, "attendance"))
