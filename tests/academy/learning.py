"""One of everything that somebody who learns has: for the role matrix and for the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from academy.actions.assessments import assess
from academy.actions.attendance import record_attendance
from academy.models import Certificate, SigningKey
from people.models import SkillGroup

from .factories import (
    CourseFactory,
    EnrolmentFactory,
    SessionFactory,
    SkillGroupFactory,
    TrackCourseFactory,
    TrackFactory,
)


def course_of(person, **fields):
    """A course with a session that is over, in which the person has a seat."""
    session = SessionFactory(course=CourseFactory(**fields), starts_at=timezone.now() - timedelta(days=1))
    return session, EnrolmentFactory(course=session.course, person=person)


def certificate_of(person, **fields):
    """The certificate of a person who was at the only session of a course."""
    session, enrolment = course_of(person, **fields)
    record_attendance(session=session, enrolments=[enrolment], actor=None, now=timezone.now())
    return Certificate.objects.get(person=person, course=session.course)


def doors(answers):
    """The rows of the role matrix for the pages of those who learn."""
    file = (answers.EVERYBODY, answers.NO_FORM)
    nobody = (answers.NOBODY, answers.NO_FORM)
    members_nobody = (answers.MEMBERS_NOBODY, answers.MEMBERS_NOBODY)
    return {
        "academy:assessment": (["leading"], answers.MEMBERS, answers.MEMBERS_FORM),
        "academy:assessment unpublished": (["unread"], *members_nobody),
        "academy:certificate": (["#certificate"], *file),
        "academy:course_badge": (["asking"], *file),
        "academy:course_badge unpublished": (["unread"], *nobody),
        "academy:course_calendar": (["asking"], *file),
        "academy:course_calendar unpublished": (["unread"], *nobody),
        "academy:credential": (["#certificate"], *file),
        "academy:credential_jwt": (["#certificate"], *file),
        "academy:enrol": (["asking"], answers.MEMBERS_NO_FORM, answers.LED_ON),
        "academy:enrol unpublished": (["unread"], answers.MEMBERS_NO_FORM, answers.MEMBERS_NOBODY),
        "academy:issuer": ([], *file),
        "academy:key": (["#kid"], *file),
        "academy:keys": ([], *file),
        "academy:leave": (["asking"], "302 302 200 302 302", answers.LED_ON),
        "academy:leave unpublished": (["unread"], *members_nobody),
        "academy:revocations": ([], *file),
        "academy:track_badge": (["leading"], *file),
        "academy:track_badge unpublished": (["unread"], *nobody),
    }


def rows(author):
    """What those addresses name, and the rows of the desk's pages."""
    session, enrolment = course_of(author, slug="asking")
    TrackCourseFactory(track__slug="leading", course=session.course)
    SkillGroupFactory(title="To welcome everybody")
    CourseFactory(slug="unread", published_at=None)
    TrackFactory(slug="unread", published_at=None)
    certificate = certificate_of(author)
    return {
        "#enrolment": enrolment.pk,
        "#session": session.pk,
        "#certificate": certificate.pk,
        "#kid": SigningKey.objects.get().kid,
    }


READERS = {
    "academy:certificate": ["#certificate"],
    "academy:certificate revoked": ["#revoked"],
}
LEARNER = {
    "academy:certificate": ["#certificate"],
    "academy:leave": ["asking-well"],
    "academy:assessment": ["leading-well"],
    "academy:assessment given": ["leading-better"],
}
NO_PAGE = {
    "academy:enrol": "takes a form",
    **dict.fromkeys(
        [
            "academy:course_badge",
            "academy:course_calendar",
            "academy:credential",
            "academy:credential_jwt",
            "academy:issuer",
            "academy:key",
            "academy:keys",
            "academy:revocations",
            "academy:track_badge",
        ],
        "a file: tests/academy/test_certificates_views.py and test_course_calendar.py",
    ),
}


def words(learner):
    """What those pages name; one track has been looked back on."""
    course_of(learner, slug="asking-well")
    certificate, revoked = certificate_of(learner), certificate_of(learner)
    why = {"revoked_at": timezone.now(), "revoked_because": "Noted by mistake."}
    Certificate.objects.filter(pk=revoked.pk).update(**why)
    TrackFactory(slug="leading-well")
    looked_back(learner, TrackCourseFactory(track__slug="leading-better", course=certificate.course).track)
    return {"#certificate": certificate.pk, "#revoked": revoked.pk}


def looked_back(learner, track):
    groups = list(SkillGroup.objects.order_by("position", "pk"))
    for moment, higher in (("before", 0), ("after", 1)):
        levels = {group: min(4, number % 4 + higher) for number, group in enumerate(groups)}
        assess(person=learner, track=track, moment=moment, levels=levels)
