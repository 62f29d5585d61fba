"""Merging two ideas when both authors agree."""

from django.db import transaction
from django.utils import timezone

from ..models import Idea, Merge
from ..rules import merges as rules
from .telling import tell_of_accepted_merge, tell_of_proposed_merge

SIDES = ["source", "target"]


@transaction.atomic
def propose_merge(*, source, target, reason, actor):
    """Ask both authors whether the source may go on in the target. Raises ValidationError."""
    ideas = _held(source.pk, target.pk)
    source, target = ideas[source.pk], ideas[target.pk]
    rules.check_can_propose(source, target, reason)
    merge = Merge(source=source, target=target, reason=reason.strip(), proposed_by=actor)
    merge.clean_fields(exclude=[*SIDES, "proposed_by"])
    merge.save()
    tell_of_proposed_merge(merge)
    return merge


@transaction.atomic
def answer_merge(*, merge, person, agrees):
    """Say yes or no as the author of one idea, or of both at once. The last yes merges them; one no ends it.

    The same answer again changes nothing; who agreed may still decline as long as the other has not answered.
    """
    _held(merge.source_id, merge.target_id)
    merge = Merge.objects.select_for_update().select_related(*SIDES).get(pk=merge.pk)
    rules.check_is_author(merge, person)
    sides = [f"{side}_agrees" for side in SIDES if getattr(merge, side).author_id == person.pk]
    if all(getattr(merge, side) is agrees for side in sides):
        return merge
    rules.check_not_decided(merge)
    if agrees:
        rules.check_readable(merge.source, merge.target)
    for side in sides:
        setattr(merge, side, agrees)
    if merge.is_accepted or not agrees:
        merge.decided_at = timezone.now()
    merge.save(update_fields=[*sides, "decided_at"])
    if merge.is_accepted:
        tell_of_accepted_merge(merge)
    return merge


def _held(*pks):
    """{id: idea} as they stand, ours alone until the end, in one order for everybody.

    A merge that would close a circle names an idea that another one names too, so it waits here and then sees it.
    """
    ideas = Idea.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    return {idea.pk: idea for idea in ideas}
