"""The organizers' desk of the academy: everybody sees the cohorts that they lead, and what belongs to them."""

from . import (
    applications,
    catalogue,
    cohorts,
    course_parts,
    enrolments,
    opportunities,
    reviewer_list,
    reviews,
    selection,
)

__all__ = [
    "applications",
    "catalogue",
    "cohorts",
    "course_parts",
    "enrolments",
    "opportunities",
    "reviewer_list",
    "reviews",
    "selection",
]
