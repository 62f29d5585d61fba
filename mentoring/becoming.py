"""What the academy shows to somebody who completed a course; `config.wiring` names it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from .learnt import learnt_by
from .models import Mentor


def after_courses(person, courses):
    """{course's key: the step from learner to mentor}, until its skills are offered; also of completed tracks."""
    if not courses:
        return {}
    learnt = {row.course for row in learnt_by(person)}
    is_mentor = Mentor.objects.active().filter(person=person).exists()
    step = {
        "text": _("You can pass on what you learnt."),
        "action": _("Become a mentor"),
        "url": reverse("mentoring:become_mentor"),
    }
    return {row.pk: step for row in courses if row.pk in learnt or (row.prepares_mentors and not is_mentor)}
