"""Invented affiliates with their members, who takes which course, and how the learner sees the own skills."""

from people.models import Affiliate, Person, Region, SkillGroup

from ...models import Enrolment, SelfAssessment, SessionAttendance, Track
from ..certificates import issue
from .source import moment, people_by_name, read


def load_learners(*, day, courses):
    """The affiliates that are missing, and the enrolments in `courses`: those that are new, by slug."""
    content, people = read("people"), people_by_name()
    _affiliates(content["affiliates"], people)
    for row in content["enrolments"]:
        if row["course"] in courses:
            _enrol(row, courses[row["course"]], people, day)
    _assess(content["assessment"], people, day)


def _affiliates(rows, people):
    known = set(Affiliate.objects.values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in known]
    regions = dict(Region.objects.values_list("slug", "pk"))
    made = Affiliate.objects.bulk_create(
        Affiliate(slug=row["slug"], name=row["name"], region_id=regions[row["region"]], is_demonstration=True)
        for row in missing
    )
    through = Person.affiliates.through
    through.objects.bulk_create(
        through(affiliate=affiliate, person=people[name])
        for affiliate, row in zip(made, missing, strict=True)
        for name in row["members"]
        if name in people
    )


def _enrol(row, course, people, day):
    """Those who have a seat, or wait; whoever attended was written down when the session was over."""
    sessions = list(course.sessions.order_by("starts_at"))
    attended = [sessions[place - 1] for place in row.get("attended", [])]
    enrolled_at = moment(day, row["day"])
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            person=people[name],
            course=course,
            created_at=enrolled_at,
            seated_at=None if row.get("waiting") else enrolled_at,
            completed_at=attended[-1].ends_at if row.get("completed") else None,
        )
        for name in row["people"]
        if name in people
    )
    SessionAttendance.objects.bulk_create(
        SessionAttendance(
            session=session,
            enrolment=enrolment,
            recorded_at=session.ends_at,
            recorded_by=people.get("organizer"),
        )
        for enrolment in enrolments
        for session in attended
    )
    for enrolment in enrolments if row.get("completed") else ():
        issue(person=enrolment.person, course=course, now=enrolment.completed_at)


def _assess(row, people, day):
    person, track = people.get(row["person"]), Track.objects.get(slug=row["track"])
    if person is None or SelfAssessment.objects.filter(person=person, track=track).exists():
        return
    groups = dict(SkillGroup.objects.values_list("slug", "pk"))
    SelfAssessment.objects.bulk_create(
        SelfAssessment(
            person=person,
            track=track,
            moment=row["moment"],
            group_id=groups[slug],
            level=level,
            assessed_at=moment(day, row["day"]),
        )
        for slug, level in row["levels"].items()
    )
