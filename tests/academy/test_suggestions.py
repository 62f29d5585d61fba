"""What fits to what a person wants to learn and can teach, with its reason; nobody is named who does not show it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from people.models import Person, SkillLevel
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import CourseFactory, EnrolmentFactory, SessionFactory, SkillFactory

pytestmark = pytest.mark.django_db
SHOWS = [Person.Shown.SKILLS]
SHOWS_BOTH = [Person.Shown.SKILLS, Person.Shown.LANGUAGES]


@pytest.fixture
def listening():
    return SkillFactory(title="Listening")


@pytest.fixture
def page(client):
    """The page of somebody, as `page(person)`."""

    def open_page(person):
        client.force_login(person)
        return client.get(reverse("academy:suggestions"))

    return open_page


def says(person, skill, level):
    SkillLevel.objects.create(person=person, skill=skill, level=level)
    return person


def learner(skill, **fields):
    return says(PersonFactory(**fields), skill, "learn")


def teacher(skill, **fields):
    return says(PersonFactory(**{"shown": SHOWS, **fields}), skill, "teach")


def teaches(course, *skills):
    course.skills.add(*skills)
    return course


def test_the_page_is_for_who_is_signed_in(client):
    address = reverse("academy:suggestions")

    assertRedirects(client.get(address), f"{reverse('account_login')}?next={address}")


def test_who_said_nothing_is_invited_to_the_profile(page, listening):
    person = says(PersonFactory(), listening, "practise")
    teacher(listening)

    said = page(person)

    assertContains(said, "Courses and people that fit you will stand here")
    assertContains(said, reverse("people:edit_profile"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, listening, rows, django_assert_num_queries):
    person = says(learner(listening), SkillFactory(title="Drawing"), "teach")
    english = LanguageFactory()
    declare(person, english)
    drawing = person.skill_levels.get(level="teach").skill
    for _ in range(rows):
        SessionFactory(course=teaches(CourseFactory(), listening))
        declare(teacher(listening, shown=SHOWS_BOTH), english)
        declare(learner(drawing, shown=SHOWS_BOTH), english)

    client.force_login(person)

    with django_assert_num_queries(18):
        said = client.get(reverse("academy:suggestions"))

    assertContains(said, "You want to learn: Listening. This course teaches it.", count=rows)
    assertContains(said, "You want to learn: Listening. This person can teach that.", count=rows)
    assertContains(said, "You can teach: Drawing. This person wants to learn that.", count=rows)
    assertContains(said, "You both speak:", count=rows * 2)


def test_courses_that_teach_most_of_it_come_first_then_the_next_start(page, listening):
    person = learner(listening)
    patience = says(person, SkillFactory(title="Patience"), "learn").skill_levels.last().skill
    titles = ["Later", "Sooner", "Both"]
    later, sooner, both = (teaches(CourseFactory(title=title), listening) for title in titles)
    teaches(both, patience)
    for course, days in ((later, 9), (sooner, 3)):
        SessionFactory(course=course, starts_at=timezone.now() + timedelta(days=days))

    rows = page(person).context["courses"]

    assert [row["title"] for row in rows] == ["Both", "Sooner", "Later"]
    assert rows[0]["reason"] in (
        "You want to learn: Listening and Patience. This course teaches them.",
        "You want to learn: Patience and Listening. This course teaches them.",
    )


def test_a_course_that_is_a_draft_or_that_one_is_in_is_not_suggested(page, listening):
    person = learner(listening)
    teaches(CourseFactory(title="Draft", published_at=None), listening)
    SessionFactory(course=teaches(CourseFactory(title="Draft with a date", published_at=None), listening))
    mine = teaches(CourseFactory(title="Mine"), listening)
    left = teaches(CourseFactory(title="Left"), listening)
    EnrolmentFactory(person=person, course=mine)
    EnrolmentFactory(person=person, course=left, left_at=timezone.now())

    found = page(person).context

    assert [row["title"] for row in found["courses"]] == ["Left"]
    assert found["sessions"] == []


def test_sessions_to_come_say_which_course_they_belong_to_and_no_link(page, listening):
    course = teaches(CourseFactory(title="Hear"), listening)
    SessionFactory(course=course, title="First", link="https://meet.example/x")
    SessionFactory(course=course, title="Past", starts_at=timezone.now() - timedelta(days=3))
    SessionFactory(course=course, title="Off", cancelled_at=timezone.now(), cancelled_reason="Ill.")

    said = page(learner(listening))

    assertContains(said, "You want to learn: Listening. The course “Hear” teaches that.", count=1)
    assertNotContains(said, "meet.example")


def test_only_active_people_who_show_their_skills_are_named(page, listening):
    teacher(listening, display_name="Ada")
    teacher(listening, display_name="Silent", shown=[])
    teacher(listening, display_name="Gone", is_active=False)
    person = says(teacher(SkillFactory()), listening, "learn")

    assert [row["person"].display_name for row in page(person).context["teachers"]] == ["Ada"]


def test_nobody_is_suggested_to_oneself(page, listening):
    person = teacher(listening)

    assert page(person).context["learners"] == []


def test_who_shows_languages_has_one_in_common_and_who_does_not_is_not_betrayed(page, listening):
    english, swahili = LanguageFactory(), LanguageFactory(code="sw", autonym="Kiswahili")
    declare(teacher(listening, display_name="Ada", shown=SHOWS_BOTH), english, "3")
    declare(teacher(listening, display_name="Bola", shown=SHOWS_BOTH), swahili)
    declare(teacher(listening, display_name="Cai", shown=SHOWS), english)
    declare(teacher(listening, display_name="Dede", shown=SHOWS_BOTH), english, "0")

    rows = page(declare(learner(listening), english)).context["teachers"]

    assert {row["person"].display_name: [language.code for language in row["languages"]] for row in rows} == {
        "Ada": ["en"],
        "Cai": [],
    }
