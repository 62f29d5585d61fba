"""A person's usual week."""

from django.db import transaction

from ..models import Availability, Block


@transaction.atomic
def save_week(*, person, zone, blocks, now):
    """Let these blocks, on the clocks of `zone`, be the person's whole week; answers the Availability."""
    week, _is_new = Availability.objects.get_or_create(person=person, defaults={"zone": zone, "changed_at": now})
    week = Availability.objects.select_for_update(no_key=True).get(pk=week.pk)  # two windows: one week or the other
    week.blocks.all().delete()
    Block.objects.bulk_create(
        Block(availability=week, weekday=day, begins=begins, ends=ends) for day, begins, ends in blocks
    )
    week.zone, week.changed_at = zone, now
    week.save(update_fields=["zone", "changed_at"])
    return week
