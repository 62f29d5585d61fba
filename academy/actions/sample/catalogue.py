"""Schools, courses with all that hangs on them, and tracks: only those that are missing."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from simple_history.utils import bulk_create_with_history

from consultations.actions.sample.source import languages_by_code
from people.models import ActivityArea, Region, Skill

from ...models import Course, Material, Prerequisite, School, Session, Track, TrackCourse
from .source import moment, origin, people_by_name, read

PUBLISHED_AFTER = -75  # days: before the first enrolments of the sample


def load_catalogue(*, day, now):
    """All that can be learnt; what organizers changed since stays as it is. Answers the new courses by slug."""
    languages, content = languages_by_code(), read("schools")
    schools = _schools(content["schools"], languages["en"], now)
    rows = _missing(Course, read("courses")["courses"])
    made = _offerings(Course, rows, schools, languages, day, now)
    pairs = list(zip(made, rows, strict=True))
    _links(pairs)
    _sessions(pairs, languages, day, now)
    courses = {course.slug: course for course in Course.objects.all()}
    _prerequisites(pairs, courses)
    _tracks(content["tracks"], schools, languages, courses, day, now)
    return {course.slug: course for course in made}


def _missing(model, rows):
    known = set(model.objects.filter(slug__in=[row["slug"] for row in rows]).values_list("slug", flat=True))
    return [row for row in rows if row["slug"] not in known]


def _schools(rows, language, now):
    areas, missing = dict(ActivityArea.objects.values_list("slug", "pk")), _missing(School, rows)
    taken = set(School.objects.values_list("area", flat=True))  # an area has one school
    made = [
        School(area_id=areas[row["slug"]], language=language, position=place, **row)
        for place, row in enumerate(rows, start=1)
        if row in missing and areas[row["slug"]] not in taken
    ]
    bulk_create_with_history(made, School, default_date=now)
    return {school.area.slug: school for school in School.objects.select_related("area")}


def _offerings(model, rows, schools, languages, day, now):
    names = {"slug", "title", "summary", "body", "capacity", "sessions_needed", "prepares_mentors", "electives_needed"}
    made = [
        model(
            school=schools[row["school"]],
            language=languages[row["lang"]],
            source_url=row.get("source_url", ""),
            published_at=moment(day, PUBLISHED_AFTER),
            is_demonstration=True,
            **origin(row),
            **{name: value for name, value in row.items() if name in names},
        )
        for row in rows
    ]
    return bulk_create_with_history(made, model, default_date=now)


def _links(pairs):
    """The skills, regions and teachers of new courses."""
    for name, field, known in (
        ("skills", "skill_id", dict(Skill.objects.values_list("slug", "pk"))),
        ("regions", "region_id", dict(Region.objects.values_list("slug", "pk"))),
        ("teachers", "person_id", {name: person.pk for name, person in people_by_name().items()}),
    ):
        through = getattr(Course, name).through
        through.objects.bulk_create(
            through(course=course, **{field: known[slug]})
            for course, row in pairs
            for slug in row.get(name, [])
            if slug in known
        )


def _sessions(pairs, languages, day, now):
    """The sessions of new courses, then their materials, some of which belong to one session."""
    made = [_session(course, row, languages, day) for course, of in pairs for row in of["sessions"]]
    sessions = {}
    for session in bulk_create_with_history(made, Session, default_date=now):
        sessions.setdefault(session.course_id, []).append(session)
    Material.objects.bulk_create(
        Material(
            course=course,
            session=sessions[course.pk][row["session"] - 1] if "session" in row else None,
            language=languages[row["lang"]],
            position=place,
            **{name: row[name] for name in ("title", "kind", "url")},
        )
        for course, of in pairs
        for place, row in enumerate(of["materials"], start=1)
    )


def _session(course, row, languages, day):
    zone = ZoneInfo(row["time_zone"])
    starts_at = moment(day, row["day"], time.fromisoformat(row["at"]), zone)
    place = row.get("place", "")
    return Session(
        course=course,
        title=row["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row["minutes"]),
        time_zone=zone,
        place=place,
        link=row.get("link", "" if place else f"https://meet.example/{course.slug}"),
        language=languages[row["lang"]],
        cancelled_at=moment(day, -1) if "cancelled" in row else None,
        cancelled_reason=row.get("cancelled", ""),
    )


def _prerequisites(pairs, courses):
    Prerequisite.objects.bulk_create(
        Prerequisite(course=course, needs=courses[slug]) for course, row in pairs for slug in row.get("needs", [])
    )


def _tracks(rows, schools, languages, courses, day, now):
    missing = _missing(Track, rows)
    made = _offerings(Track, missing, schools, languages, day, now)
    steps = []
    for track, row in zip(made, missing, strict=True):
        kinds = [(TrackCourse.Kind.REQUIRED, slug) for slug in row["required"]]
        kinds += [(TrackCourse.Kind.ELECTIVE, slug) for slug in row["elective"]]
        steps += [
            TrackCourse(track=track, course=courses[slug], kind=kind, position=place)
            for place, (kind, slug) in enumerate(kinds, start=1)
        ]
    TrackCourse.objects.bulk_create(steps)
