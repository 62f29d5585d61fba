"""What the academy adds to other pages: a person's own page; `config.wiring` names it."""

from django.utils import formats, timezone

from .enrolling import after_courses
from .models import Certificate, Enrolment, Review, Reviewer, Session


def my_learning(person):
    """The courses that a person is in, with what comes next, and the certificates."""
    now = timezone.now()
    enrolments = Enrolment.objects.standing().filter(person=person).select_related("course__language")
    enrolments = list(enrolments.with_progress().in_line().order_by("completed_at", "course__title", "pk"))
    coming = _next_sessions([row.course_id for row in enrolments if not row.completed_at], now)
    steps = after_courses(person, [row.course for row in enrolments if row.completed_at])
    certificates = Certificate.objects.filter(person=person).with_subjects().order_by("-issued_at", "pk")
    return {
        "template": "academy/_my_learning.html",
        "rows": [
            _row(enrolment, coming.get(enrolment.course_id)) | {"step": steps.get(enrolment.course_id)}
            for enrolment in enrolments
        ],
        "certificates": certificates,
    }


def _next_sessions(courses, now):
    """{course's key: its next session}"""
    coming = Session.objects.to_come(now).filter(course__in=courses).select_related("language")
    return {session.course_id: session for session in coming.order_by("-starts_at", "-pk")}


def _row(enrolment, session):
    state = "completed" if enrolment.completed_at else "seated" if enrolment.seated_at else "waiting"
    when = formats.date_format(timezone.localtime(session.starts_at), "DATETIME_FORMAT") if session else ""
    return {
        "course": enrolment.course,
        "state": state,
        "place": enrolment.place,
        "attended": min(enrolment.attended, enrolment.needed),
        "needed": enrolment.needed,
        "session": session,
        "when": when,
        "link": session.link if session and state == "seated" else "",
    }


def my_reviews(person):
    """For reviewers: how many applications wait for them."""
    now = timezone.now()
    if not Reviewer.objects.filter(person=person, cohort__published_at__lte=now).exists():
        return {"template": "academy/_my_reviews.html"}
    waiting = Review.objects.open_to(person, now).of_people().waiting()
    undecided = waiting.filter(application__cohort__selection__isnull=True)
    return {"template": "academy/_my_reviews.html", "is_reviewer": True, "waiting": undecided.count()}
