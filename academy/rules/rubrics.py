"""What a rubric holds, and when it may be published."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WHOLE = 1000  # all weights of a cohort together


def rubric_content(cohort, criteria, minimums, seed):
    """The rubric as a dict for canonical JSON: criteria in order with weights and anchors, minimums, seed for ties.

    Names of regions stay as they are today; one that is renamed is known by the `id` of its minimum.
    """
    return {
        "format": "peer-academy-rubric",
        "version": 1,
        "cohort": cohort.slug,
        "seed": seed,
        "criteria": [
            {
                "slug": criterion.slug,
                "title": criterion.title,
                "question": criterion.question,
                "weight": criterion.weight,
                "levels": criterion.anchors,
            }
            for criterion in criteria
        ],
        "minimums": [
            {
                "id": minimum.pk,
                "group": group_of(minimum),
                "name": str(minimum.region or minimum.experience),
                "seats": minimum.seats,
            }
            for minimum in minimums
        ],
    }


def group_of(minimum):
    """The name of a minimum's group in rubrics and bundles: `region:<slug>` or `experience:<value>`."""
    return f"region:{minimum.region.slug}" if minimum.region_id else f"experience:{minimum.experience}"


def check_can_publish(cohort, criteria, minimums, now):
    """Raise ValidationError unless the cohort's rubric is whole and its window is still to come or open."""
    if cohort.published_at:
        raise ValidationError(_("This cohort is published already."), code="published")
    check_weights([criterion.weight for criterion in criteria])
    check_minimums(minimums, cohort.capacity)
    if cohort.closes_at <= now:
        raise ValidationError(_("The deadline lies in the past. Move it first."), code="closed")


def check_weights(weights):
    """Raise ValidationError, with the sum, unless the weights in thousandths make a whole."""
    if sum(weights) != WHOLE:
        raise ValidationError(
            _("The weights of all criteria make %(sum)s. They must make %(whole)s: change them and try again."),
            code="weights",
            params={"sum": sum(weights), "whole": WHOLE},
        )


def check_minimums(minimums, capacity):
    """Raise ValidationError where minimums of one kind need more people than seats: nobody is in two regions."""
    for of_regions in (True, False):
        seats = sum(minimum.seats for minimum in minimums if bool(minimum.region_id) == of_regions)
        if seats > capacity:
            raise ValidationError(
                _("The minimums for regions make %(seats)s seats. There are %(capacity)s: lower a minimum.")
                if of_regions
                else _("The minimums for experience make %(seats)s seats. There are %(capacity)s: lower a minimum."),
                code="minimums",
                params={"seats": seats, "capacity": capacity},
            )


def check_can_take_back(cohort, now):
    """Raise ValidationError unless the cohort is published and not opened yet."""
    if not cohort.published_at:
        raise ValidationError(_("This cohort is not published."), code="not_published")
    if cohort.opens_at <= now:
        raise ValidationError(_("People can apply already: the rubric stays as it is."), code="opened")
