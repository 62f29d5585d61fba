"""Giving applicants more time."""

from django.db import transaction

from ..models import Cohort, Review, Selection
from ..rules.applying import check_can_move_deadline
from .application_notices import tell_of_deadline


@transaction.atomic
def move_deadline(*, cohort, closes_at, closes_anywhere_on_earth, reason, actor, now):
    """Move a published deadline later, with a reason that everybody reads; those with a draft are told."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    reviews = Review.objects.of_people().submitted().filter(application__cohort=cohort)
    decided = Selection.objects.filter(cohort=cohort).exists()
    check_can_move_deadline(cohort, closes_at, now, reviewed=reviews.count(), decided=decided)
    old = cohort.closes_at
    cohort.closes_at, cohort.closes_anywhere_on_earth = closes_at, closes_anywhere_on_earth
    cohort.validate_constraints()  # another cohort of the track may begin before
    cohort._history_user, cohort._change_reason = actor, reason
    cohort.save(update_fields=["closes_at", "closes_anywhere_on_earth"])
    tell_of_deadline(cohort, old=old, reason=reason)
    return cohort
