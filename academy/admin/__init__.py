"""The organizers' desk of the academy: everybody sees the cohorts that they lead, and what belongs to them."""

from . import catalogue, course_parts, opportunities

__all__ = ["catalogue", "course_parts", "opportunities"]
