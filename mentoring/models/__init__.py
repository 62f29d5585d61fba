"""The facts of mentoring, by subject."""

from .co_mentors import CoMentorInvitation
from .hours import Availability, Block
from .mentors import Exclusion, Mentor, OfferedSkill
from .pairings import CheckIn, Concern, Goal, Meeting, Pairing, PairingFeedback
from .proposals import Proposal
from .requests import MentoringRequest, WantedSkill
from .rounds import Choice, Reserve, Round, Solution, Unmatched

__all__ = [
    "Availability",
    "Block",
    "CheckIn",
    "Choice",
    "CoMentorInvitation",
    "Concern",
    "Exclusion",
    "Goal",
    "Meeting",
    "Mentor",
    "MentoringRequest",
    "OfferedSkill",
    "Pairing",
    "PairingFeedback",
    "Proposal",
    "Reserve",
    "Round",
    "Solution",
    "Unmatched",
    "WantedSkill",
]
