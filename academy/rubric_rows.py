"""A frozen rubric for the pages: its criteria with their weights drawn, its minimums in sentences."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models.cohorts import Experience


def rubric_of(cohort):
    """The newest rubric of a published cohort, as it was frozen; None where there is none."""
    rubric = cohort.rubrics.order_by("-version").first()
    if rubric is None:
        return None
    content = json.loads(rubric.content)
    return {
        "version": rubric.version,
        "sha256": rubric.sha256,
        "frozen_at": rubric.frozen_at,
        "criteria": [criterion_row(criterion) for criterion in content["criteria"]],
        "minimums": [minimum_said(**minimum) for minimum in content["minimums"]],
    }


def criterion_row(criterion):
    """A criterion with its share in per cent and its levels from 4 down to 0."""
    levels = reversed(list(enumerate(criterion["levels"])))
    return {**criterion, "share": criterion["weight"] / 10, "levels": list(levels)}


def minimum_said(*, group, name, seats, **_rest):
    """The constraint as a sentence, with the region's name as it was published."""
    kind, _colon, value = group.partition(":")
    if kind == "region":
        said = ngettext(
            "At least %(seats)s seat goes to people from %(region)s, if anybody from there applies.",
            "At least %(seats)s seats go to people from %(region)s, if as many apply.",
            seats,
        )
        return said % {"seats": seats, "region": _(name)}
    said = ngettext(
        "At least %(seats)s seat goes to people active for %(experience)s, if any of them applies.",
        "At least %(seats)s seats go to people active for %(experience)s, if as many apply.",
        seats,
    )
    return said % {"seats": seats, "experience": Experience(value).label}
