"""The organizers' desk of mentoring: everybody sees the rounds that they lead, and what belongs to them."""

from . import pairs, people, rounds, settling

__all__ = ["pairs", "people", "rounds", "settling"]
