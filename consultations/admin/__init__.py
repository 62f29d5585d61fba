"""The organizers' desk. Ballots, endorsements and follows belong to participants: none stands here."""

from . import appeals, consultation, ideas, moderation, words

__all__ = ["appeals", "consultation", "ideas", "moderation", "words"]
