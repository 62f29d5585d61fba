"""What organizers do to a whole edition."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from ..models import Edition
from ..rules.editions import check_can_publish
from ..venue_hours import moments


@transaction.atomic
def publish(*, edition, actor, now):
    """Let everybody read the edition; one that is published stays as it is."""
    edition = Edition.objects.select_for_update(no_key=True, of=["self"]).get(pk=edition.pk)
    if edition.published_at and edition.published_at <= now:
        return edition
    check_can_publish(edition, days=edition.days.standing().count())
    edition.published_at = now
    edition._history_user = actor
    edition.save(update_fields=["published_at"])
    return edition


@transaction.atomic
def keep_hours(*, edition, before, actor):
    """The clock of the venue was corrected from `before`: the days keep the hours that were typed."""
    for day in edition.days.select_for_update(no_key=True, of=["self"]).order_by("pk"):
        typed = [timezone.localtime(moment, ZoneInfo(before)).time() for moment in (day.starts_at, day.ends_at)]
        day.starts_at, day.ends_at = moments(day, *typed, edition.zone)
        day._history_user = actor
        day.save(update_fields=["starts_at", "ends_at"])
