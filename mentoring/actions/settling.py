"""Organizers settle what was told to them about a pairing."""

from django.db import transaction


@transaction.atomic
def settle(*, row, outcome, actor, now):
    """Close a concern, or a check-in that wants help, with what was done; what is settled stays settled."""
    row = type(row).objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if row.settled_at:
        return row
    row.settled_at, row.settled_by, row.outcome = now, actor, outcome
    row.full_clean(exclude=["pairing", "person", "author", "settled_by"])
    row.save(update_fields=["settled_at", "settled_by", "outcome"])
    return row
