"""The thread of one thing, in the role matrix and in the walk through all pages."""

from consultations.models import Finding
from tests.academy.factories import CourseFactory
from tests.factories import FindingFactory

from .factories import SharingFactory


def doors(answers):
    """The rows of the role matrix."""
    return {
        "learning_days:loop": (["report", "#told_report"], answers.EVERYBODY, answers.NO_FORM),
        "learning_days:loop hidden": (["report", "#hidden_report"], answers.NOBODY, answers.NO_FORM),
        "learning_days:loop draft": (["finding", "#draft_finding"], answers.NOBODY, answers.NO_FORM),
        "learning_days:loop unknown": (["person", "1"], answers.NOBODY, answers.NO_FORM),
    }


def rows(author):
    """What those addresses name."""
    course = CourseFactory(finding=FindingFactory())
    return {
        "#told_report": SharingFactory().pk,
        "#hidden_report": SharingFactory(hidden_at=course.published_at, hidden_because="Not from home.").pk,
        "#draft_finding": FindingFactory(consultation=course.finding.consultation, published_at=None).pk,
    }


READERS = {
    "learning_days:loop": ["finding", "#long_thread"],
    "learning_days:loop report": ["report", "#told_report"],
}
LEARNER = {"learning_days:loop": ["finding", "#long_thread"]}
NO_PAGE = {}


def words(learner):
    """What those pages name."""
    finding = Finding.objects.earliest("pk")
    return {"#long_thread": finding.pk, "#told_report": SharingFactory(person=learner).pk}
