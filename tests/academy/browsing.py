"""The pages of the catalogue in the role matrix and in the walk through all pages, with one of everything on them."""

from datetime import timedelta

from django.utils import timezone

from academy.models import Material, Prerequisite
from people.models import Person, Skill, SkillGroup, SkillLevel
from tests.factories import FindingFactory, LanguageFactory, PersonFactory

from .factories import CourseFactory, EnrolmentFactory, SessionFactory, TrackCourseFactory, TrackFactory


def doors(answers):
    """The rows of the role matrix for the catalogue."""
    page, nobody = (answers.EVERYBODY, answers.NO_FORM), (answers.NOBODY, answers.NO_FORM)
    return {
        "academy:academy": ([], *page),
        "academy:courses": ([], *page),
        "academy:course": (["browsed"], *page),
        "academy:course unpublished": (["not-browsed"], *nobody),
        "academy:track": (["browsed"], *page),
        "academy:track unpublished": (["not-browsed"], *nobody),
        "academy:suggestions": ([], answers.MEMBERS, answers.MEMBERS_NO_FORM),
    }


def rows(author):
    """What those addresses name, and the rows of the desk's pages."""
    step = TrackCourseFactory(track__slug="browsed", course__slug="browsed")
    CourseFactory(slug="not-browsed", published_at=None)
    TrackFactory(slug="not-browsed", published_at=None)
    return {"#course": step.course.pk, "#track": step.track.pk, "#school": step.course.school.pk}


READERS = {
    "academy:academy": [],
    "academy:courses": [],
    "academy:courses ?q=nothing": [],
    "academy:track": ["walked"],
    "academy:course": ["walked"],
}
LEARNER = {
    "academy:courses": [],
    "academy:track": ["walked"],
    "academy:course": ["walked"],
    "academy:suggestions": [],
}


def words(learner):
    """A track with a step in each state, and a course with all that its page can show."""
    track = TrackFactory(slug="walked", finding=FindingFactory(), electives_needed=1, body="It is a **path**.")
    now = timezone.now()
    done, course, later = (TrackCourseFactory(track=track, position=place).course for place in (1, 2, 3))
    TrackCourseFactory(track=track, kind="elective", position=4)
    type(course).objects.filter(pk=course.pk).update(slug="walked")
    EnrolmentFactory(person=learner, course=done, completed_at=now)
    EnrolmentFactory(person=learner, course=course)
    Prerequisite.objects.create(course=course, needs=done)
    Prerequisite.objects.create(course=later, needs=course)
    course.teachers.add(PersonFactory())
    sessions_of(course, now)
    for code in ("en", "ar"):
        language = LanguageFactory(code=code)
        Material.objects.create(
            course=course, title="Slides", url="https://m.example", kind="slides", language=language
        )
    people_for(learner, course)
    return {}


def sessions_of(course, now):
    """One that is over, one elsewhere behind a link, and one that is cancelled."""
    SessionFactory(course=course, starts_at=now - timedelta(days=2), place="Pune")
    SessionFactory(course=course, time_zone="Asia/Kolkata", link="https://meet.example/1")
    SessionFactory(course=course, cancelled_at=now, cancelled_reason="The teacher is ill.")


def people_for(learner, course):
    """Somebody who teaches what the learner wants to learn, and somebody who wants to learn what the learner can."""
    group = SkillGroup.objects.order_by("pk").first()
    for level, other in (("learn", "teach"), ("teach", "learn")):
        skill = Skill.objects.create(group=group, slug=f"to-{level}", title=f"To {level}")
        course.skills.add(skill)
        SkillLevel.objects.create(person=learner, skill=skill, level=level)
        partner = PersonFactory(shown=[Person.Shown.SKILLS])
        SkillLevel.objects.create(person=partner, skill=skill, level=other)
