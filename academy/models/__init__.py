"""The facts of the academy, by subject."""

from .applications import Answer, Application, Conflict, Review, Score
from .catalogue import Course, Prerequisite, School, Track, TrackCourse
from .cohorts import Cohort, Criterion, Experience, Minimum, Reviewer, Rubric
from .enrolments import Certificate, Enrolment, SelfAssessment, SigningKey
from .opportunities import Opportunity
from .selection import Decision, Offer, Selection
from .sessions import Material, Session, SessionAttendance

__all__ = [
    "Answer",
    "Application",
    "Certificate",
    "Cohort",
    "Conflict",
    "Course",
    "Criterion",
    "Decision",
    "Enrolment",
    "Experience",
    "Material",
    "Minimum",
    "Offer",
    "Opportunity",
    "Prerequisite",
    "Review",
    "Reviewer",
    "Rubric",
    "School",
    "Score",
    "Selection",
    "SelfAssessment",
    "Session",
    "SessionAttendance",
    "SigningKey",
    "Track",
    "TrackCourse",
]
