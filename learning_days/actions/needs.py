"""What somebody needs to come and take part: told, changed, taken back, and forgotten."""

from django.db import transaction

from ..models import Need, Registration
from ..rules import registrations as rules


@transaction.atomic
def tell_needs(*, edition, person, travel, access, now):
    """Keep the needs with each of the person's days of an edition that is to come; nothing written takes them back.

    Raises ValidationError where no day is to come.
    """
    rows = Registration.objects.standing().filter(day__edition=edition, person=person).select_related("day")
    rows = list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    if not (travel or access):
        Need.objects.filter(registration__in=rows).delete()
        return []
    rules.check_can_tell_needs([row.day for row in rows], now)
    told = {"travel": travel, "access": access, "changed_at": now}
    coming = [row for row in rows if row.day.cancelled_at is None and row.day.ends_at > now]
    return [Need.objects.update_or_create(registration=row, defaults=told)[0] for row in coming]


def forget_needs(*, now):
    """Delete what is no longer needed, 90 days after the day or once somebody left; answers how many."""
    deleted, _by_model = Need.objects.to_forget(now).delete()
    return deleted
