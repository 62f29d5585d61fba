"""What the academy shows to somebody who completed a course that prepares mentors; `config.wiring` names it."""

from django.urls import reverse
from django.utils.translation import gettext as _


def after_courses(person, courses):
    """{course's key: the step from learner to mentor}"""
    step = {
        "text": _("It prepares you to be a mentor."),
        "action": _("Become a mentor"),
        "url": reverse("mentoring:become_mentor"),
    }
    return {course.pk: step for course in courses if course.prepares_mentors}
