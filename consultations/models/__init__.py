"""The facts of a consultation, by subject."""

from .consultation import Background, Consultation, Extension, Topic
from .ideas import Comment, Endorsement, Idea, Outcome
from .participation import Follow, Report
from .questions import Question
from .words import Ballot, Concept, Term

__all__ = [
    "Background",
    "Ballot",
    "Comment",
    "Concept",
    "Consultation",
    "Endorsement",
    "Extension",
    "Follow",
    "Idea",
    "Outcome",
    "Question",
    "Report",
    "Term",
    "Topic",
]
