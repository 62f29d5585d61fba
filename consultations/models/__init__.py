"""The facts of a consultation, by subject."""

from .consultation import Background, Consultation, Extension, Topic
from .evidence import Evidence, Finding, FocusGroup, Quote
from .ideas import Comment, Endorsement, Idea, Outcome
from .merges import Merge
from .participation import Appeal, Follow, Report
from .questions import Question
from .recount import RecountBundle
from .resources import Resource
from .tallies import LanguageTally, TermTally
from .translations import Translation
from .words import Ballot, Concept, Term

__all__ = [
    "Appeal",
    "Background",
    "Ballot",
    "Comment",
    "Concept",
    "Consultation",
    "Endorsement",
    "Evidence",
    "Extension",
    "Finding",
    "FocusGroup",
    "Follow",
    "Idea",
    "LanguageTally",
    "Merge",
    "Outcome",
    "Question",
    "Quote",
    "RecountBundle",
    "Report",
    "Resource",
    "Term",
    "TermTally",
    "Topic",
    "Translation",
]
