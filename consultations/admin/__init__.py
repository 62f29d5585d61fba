"""The organizers' desk. Ballots, endorsements and follows belong to participants: none stands here."""

from . import appeals, consultation, evidence, ideas, merges, moderation, outcomes, translations, words

__all__ = ["appeals", "consultation", "evidence", "ideas", "merges", "moderation", "outcomes", "translations", "words"]
