"""The organizers' desk of mentoring: everybody sees the rounds that they lead, and what belongs to them."""

from . import people, rounds

__all__ = ["people", "rounds"]
