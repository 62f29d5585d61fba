"""The organizers' desk. Ballots, endorsements and follows belong to participants: none stands here."""

from . import consultation, ideas, moderation, words

__all__ = ["consultation", "ideas", "moderation", "words"]
