"""Lists of the desk out as CSV and in again: looked at first, wholly or not at all, with mistakes named."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from academy.models import Course, Prerequisite, Session
from notices.models import Notice
from tests.factories import LanguageFactory, PersonFactory

from .factories import (
    ApplicationFactory,
    CourseFactory,
    EnrolmentFactory,
    OpportunityFactory,
    RegionFactory,
    SchoolFactory,
    SessionFactory,
    SkillFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db
HEAD = "slug,title,summary,school,language"
ROW = "first,First,One can.,skills,en"


@pytest.fixture(autouse=True)
def school():
    LanguageFactory()
    return SchoolFactory(slug="skills")


def exported(desk, model, **asked):
    """The rows of an export, each {column: value}."""
    answer = desk.get(reverse(f"admin:academy_{model}_export"), asked)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "text/csv" in answer["Content-Type"]
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def upload(desk, text, model="course"):
    data = text if isinstance(text, bytes) else text.encode()
    file = BytesIO(data)
    file.name = "courses.csv"
    return desk.post(reverse(f"admin:academy_{model}_import"), {"file": file})


def confirm(desk, page, model="course"):
    return desk.post(reverse(f"admin:academy_{model}_import"), {"token": page.context["token"]})


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\u2212 1", "=\u0130"])
def test_no_cell_is_a_formula_and_comes_back_as_it_was(desk, begin):
    course = CourseFactory(slug="odd", title=f"{begin} course", school__slug="other")

    (row,) = exported(desk, "course")
    assert row["title"] == f"'{begin} course"
    text = "slug,title,summary,school,language\nodd,{title},New.,other,en".format(**row)
    confirm(desk, upload(desk, text))

    course.refresh_from_db()
    assert (course.title, course.summary) == (f"{begin} course", "New.")


def test_an_export_is_what_an_import_takes(desk):
    course = CourseFactory(slug="b", title="B, with “quotes”", body="Two\nlines", capacity=9)
    course.skills.add(SkillFactory(slug="patience"))
    course.regions.add(RegionFactory(slug="asia"))
    Prerequisite.objects.create(course=course, needs=CourseFactory(slug="a"))
    data = desk.get(reverse("admin:academy_course_export")).content
    course.skills.clear()
    course.prerequisites.all().delete()
    Course.objects.filter(slug="b").update(title="Changed", capacity=None)

    page = upload(desk, data)

    assertContains(page, "New: 0 · changed: 2")
    assert Course.objects.get(slug="b").title == "Changed"
    assertRedirects(confirm(desk, page), reverse("admin:academy_course_changelist"))
    course.refresh_from_db()
    assert (course.title, course.body, course.capacity) == ("B, with “quotes”", "Two\nlines", 9)
    assert [skill.slug for skill in course.skills.all()] == ["patience"]
    assert [row.needs.slug for row in course.prerequisites.all()] == ["a"]
    assert course.history.first().history_user.username == "organizer"


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}\n{ROW}".encode("utf-8-sig"),
        f"{HEAD}\r\n{ROW}\r\n\r\n".replace(",", ";").encode(),
        f"{HEAD}\n{ROW}".encode("utf-16"),
        f"{HEAD}\n{ROW}".replace(",", "\t").encode(),
        f"{HEAD.upper()}\n{ROW}".encode(),
    ],
    ids=["byte order mark", "semicolons", "UTF-16", "tabs", "capitals"],
)
def test_what_spreadsheets_write_is_read(desk, data):
    confirm(desk, upload(desk, data))

    assert Course.objects.get().title == "First"
    assert Course.objects.get().published_at is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "The submitted file is empty."),
        (" \n", "This file is empty."),
        (f"{HEAD}\n", "There is no row below the names of the columns."),
        (f"{HEAD}\né".encode("latin-1"), "This file is not in UTF-8."),
        (b"PK\x00\x01", "This is no table as CSV."),
        ("slug,title,colour\na,b,c", "columns that are not known: colour. Known are: slug"),
        ("slug,title\na,b", "These columns are missing: summary, school, language."),
        (f"{HEAD},slug\n{ROW},x", "A column stands there twice."),
        (f"{HEAD}\n{ROW},more", "These rows have more or fewer cells than there are columns: 2."),
        (f"{HEAD}\n" + f"{ROW}\n" * 5001, "There are more than 5,000 rows."),
        ("x" * 2_000_001, "This file is greater than 2 MB."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(desk, data, sentence):
    assertContains(upload(desk, data), sentence, status_code=422, html=False)
    assert not Course.objects.exists()


def test_a_file_of_many_unknown_columns_gets_a_short_answer(desk):
    page = upload(desk, ",".join(f"column{number}" for number in range(100_000)))

    assertContains(page, "column0, column1", status_code=422)
    assertNotContains(page, "column20", status_code=422)


def test_mistakes_are_named_by_row_and_column_and_nothing_is_imported(desk):
    CourseFactory(slug="seated", capacity=5, school__slug="other")
    EnrolmentFactory.create_batch(2, course=Course.objects.get())
    rows = [
        f"{HEAD},seats,skills,enrolment_closes_at",
        "good,Good,One can.,skills,en,,,",
        "Bad slug!,Bad,One can.,skills,en,,,",
        "",
        "lost,Lost,One can.,nowhere,xx,many,unknown-skill,tomorrow",
        "seated,Seated,One can.,skills,en,1,,",
    ]

    page = upload(desk, "\n".join(rows))

    for sentence in (
        "Row 3, column “slug”: Enter a valid “slug”",
        "Row 5, column “school”: “nowhere” is not known here.",
        "Row 5, column “language”: “xx” is not known here.",
        "Row 5, column “seats”: Write a whole number.",
        "Row 5, column “enrolment_closes_at”: Write day and hour, as in 2026-12-05 18:00.",
        "Row 6, column “seats”: 2 people have a seat: there cannot be fewer.",
    ):
        assertContains(page, sentence, status_code=422)
    assertContains(page, "Nothing was imported.", status_code=422)
    assertNotContains(page, "Row 2", status_code=422)
    assert [course.slug for course in Course.objects.all()] == ["seated"]


def test_circles_are_named_and_what_is_needed_may_stand_below(desk):
    head, row = f"{HEAD},needs\n", "{0},{0},One can.,skills,en,{1}\n"

    assertContains(upload(desk, head + row.format("a", "b") + row.format("b", "c")), "no course “c”", status_code=422)
    circle = upload(desk, head + row.format("a", "b") + row.format("b", "a"))
    assertContains(circle, "Row 3, column “needs”: These courses would wait for one another", status_code=422)
    confirm(desk, upload(desk, head + row.format("a", "b") + row.format("b", "")))

    assert [(row.course.slug, row.needs.slug) for row in Prerequisite.objects.all()] == [("a", "b")]


def test_a_page_that_is_sent_twice_imports_once(desk):
    page = upload(desk, f"{HEAD}\n{ROW}")

    confirm(desk, page)
    again = desk.post(reverse("admin:academy_course_import"), {"token": page.context["token"]}, follow=True)

    assertContains(again, "This file was imported already")
    assert Course.objects.get().history.count() == 1


def test_what_changed_between_the_look_and_the_import_is_looked_at_again(desk, school):
    page = upload(desk, f"{HEAD}\n{ROW}")
    school.delete()

    assertContains(confirm(desk, page), "“skills” is not known here.", status_code=422)
    assert not Course.objects.exists()


def test_many_rows_are_imported_at_once(desk):
    rows = "\n".join(f"course-{n},Course {n},One can.,skills,en" for n in range(300))

    page = upload(desk, f"{HEAD}\n{rows}")
    assertContains(page, "New: 300")
    assertContains(page, "and 100 more")
    confirm(desk, page)

    assert Course.objects.count() == 300


def test_sessions_come_in_and_who_has_a_seat_hears_of_a_new_time(desk):
    course = CourseFactory(slug="course", school__slug="other")
    old = SessionFactory(course=course, title="One")
    EnrolmentFactory(course=course)
    text = (
        "course;title;starts_at;ends_at;language\n"
        "course;One;2999-01-01 18:00;2999-01-01T20:00Z;en\n"
        "course;Two;2999-01-08 18:00;2999-01-08 20:00;en\n"
    )

    page = upload(desk, text, "session")
    assertContains(page, "New: 1 · changed: 1")
    old.refresh_from_db()
    assert (old.schedule_revision, Notice.objects.count()) == (1, 0)
    confirm(desk, page, "session")

    old.refresh_from_db()
    assert (old.schedule_revision, old.starts_at.isoformat()) == (2, "2999-01-01T18:00:00+00:00")
    assert Notice.objects.filter(kind="session_moved").count() == 1
    assert Session.objects.count() == 2
    assert {row["title"]: row["starts_at"] for row in exported(desk, "session")}["One"] == "2999-01-01T18:00:00Z"


def test_a_session_that_ends_before_it_starts_or_is_cancelled_is_refused(desk):
    course = CourseFactory(slug="course", school__slug="other")
    SessionFactory(course=course, title="Gone", cancelled_at=timezone.now(), cancelled_reason="Ill.")
    head = "course,title,starts_at,ends_at,language\n"

    late = upload(desk, f"{head}course,New,2999-01-02 18:00,2999-01-01 18:00,en", "session")
    assertContains(late, "Row 2: A session ends after it starts.", status_code=422)
    gone = upload(desk, f"{head}course,Gone,2999-01-01 18:00,2999-01-01 19:00,en", "session")
    assertContains(gone, "Row 2: This session is cancelled.", status_code=422)
    day = upload(desk, f"{head}course,New,2999-01-02,2999-01-03,en", "session")
    assertContains(day, "Write day and hour, as in 2026-12-05 18:00.", status_code=422)


@pytest.mark.parametrize("day", ["9999-12-31T23:00Z", "0001-01-01T00:00Z", "9999-12-31 23:00"])
def test_a_session_in_a_year_that_no_clock_tells_is_refused(desk, day):
    CourseFactory(slug="course", school__slug="other")

    page = upload(desk, f"course,title,starts_at,ends_at,language\ncourse,New,{day},{day},en", "session")

    assertContains(page, "Enter a valid date.", status_code=422)


def test_an_export_follows_the_filter_and_holds_own_cohorts_alone(desk, organizer):
    own = published_cohort(title="Own")
    own.organizers.add(organizer)
    seen = EnrolmentFactory(cohort=own, person__username="seen")
    EnrolmentFactory(cohort=published_cohort(), person__username="foreign")
    EnrolmentFactory(course=seen.course, person__username="left", left_at=timezone.now())

    assert {row["username"] for row in exported(desk, "enrolment")} == {"seen", "left"}
    assert [row["username"] for row in exported(desk, "enrolment", state="left")] == ["left"]


def test_applications_go_out_without_names(desk, organizer):
    cohort = published_cohort()
    cohort.organizers.add(organizer)
    application = ApplicationFactory(cohort=cohort, person__username="secret", person__display_name="Secret Name")

    data = desk.get(reverse("admin:academy_application_export")).content.decode()

    assert application.code in data
    assert "secret" not in data.lower()


def test_the_board_goes_out_with_what_waits(desk):
    OpportunityFactory(title="Waits", published_at=None, closes_at=timezone.now())

    (row,) = exported(desk, "opportunity")

    assert (row["title"], row["published_at"]) == ("Waits", "")


@pytest.mark.parametrize("rows", [1, 3])
def test_an_export_costs_the_same_for_any_number(desk, rows, django_assert_max_num_queries):
    for _n in range(rows):
        EnrolmentFactory()

    with django_assert_max_num_queries(9):
        assert len(exported(desk, "enrolment")) == rows


def test_who_may_not_see_or_change_takes_nothing_out_and_brings_nothing_in(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(PersonFactory(is_staff=True))

    for page in ("export", "import", "process_import"):
        assert client.get(reverse(f"admin:academy_course_{page}")).status_code in (403, 405)
        assert client.post(reverse(f"admin:academy_course_{page}"), {"token": "x"}).status_code == 403
