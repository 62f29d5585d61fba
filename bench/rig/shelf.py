"""Courses for the benchmarks: as many as the figures speak of, each with a session to come and two skills."""

from datetime import timedelta

from django.utils import timezone

from academy.models import Course, Material, School, Session
from people.models import ActivityArea, Language, Skill

from .measure import CONNECTIONS

LANGUAGE = "en"


def filled(courses, parts):
    """Fill the catalogue up to so many courses; answers the slug of one with so many sessions and materials."""
    measured = add(1, name=f"measured-{parts}", sessions=parts)[0]
    Material.objects.bulk_create(
        Material(course=measured, title=f"Slides {n}", url=f"https://slides.example/{n}", language=measured.language)
        for n in range(parts)
    )
    add(max(0, courses - Course.objects.count()))
    return measured.slug


def to_enrol_in(number):
    """Slugs of courses in which nobody is yet; every other one has fewer seats than there are connections."""
    made = add(number, name="seats")
    Course.objects.filter(pk__in=[course.pk for course in made[::2]]).update(capacity=CONNECTIONS // 2)
    return [course.slug for course in made]


def add(number, name="course", sessions=1):
    """Published courses of one school, made in a few statements; answers them."""
    now, language = timezone.now(), Language.objects.get(code=LANGUAGE)
    first, place = Course.objects.count(), school(language)
    made = Course.objects.bulk_create(
        Course(
            school=place,
            slug=f"{name}-{first + n}",
            title=f"How a community does thing {first + n}",
            summary="Afterwards you can do it, show it to others, and say how you know that it worked.",
            body="What it is about, and what to bring. " * 30,
            body_html=f"<p>{'What it is about, and what to bring. ' * 30}</p>",
            language=language,
            published_at=now,
        )
        for n in range(number)
    )
    Session.objects.bulk_create(
        session(course, now + timedelta(days=n + 1)) for course in made for n in range(sessions)
    )
    skills = list(Skill.objects.order_by("pk").values_list("pk", flat=True)[:2])
    through = Course.skills.through
    through.objects.bulk_create(through(course_id=course.pk, skill_id=skill) for course in made for skill in skills)
    return made


def session(course, start):
    end = start + timedelta(hours=2)
    return Session(course=course, title="Meeting", starts_at=start, ends_at=end, language=course.language)


def school(language):
    """The school of the first area."""
    texts = {"slug": "bench", "title": "School", "summary": "To learn.", "language": language}
    return School.objects.get_or_create(area=ActivityArea.objects.order_by("pk").first(), defaults=texts)[0]
