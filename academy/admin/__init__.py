"""The organizers' desk of the academy: everybody sees the cohorts that they lead, and what belongs to them."""

from . import catalogue, cohorts, course_parts, opportunities

__all__ = ["catalogue", "cohorts", "course_parts", "opportunities"]
