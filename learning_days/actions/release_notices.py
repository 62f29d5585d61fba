"""Who is told of a release. Called within the transaction of the release."""

from django.db.models import F

from notices.actions.planning import plan_for

from ..models import Workshop, WorkshopLead, WorkshopSeat
from ..released import ADDED, CANCELLED, RESTORED, changes, workshops_of


def tell_of_release(before, release):
    """Tell those who lead a workshop when it is placed, moved or cancelled, and those with a seat of the last two."""
    for change in changes(workshops_of(before), workshops_of(release)):
        if change.kind == CANCELLED:
            _tell(change, release, leads="workshop_taken_out", seats="workshop_cancelled")
        elif change.kind == ADDED:
            _tell(change, release, leads="workshop_placed")
        elif change.kind == RESTORED or change.moves:
            _tell(change, release, leads="workshop_placed", seats="workshop_moved")


def _tell(change, release, *, leads, seats=None):
    """Those who lead it and, with `seats`, those who sit in it hear of it once, and of what was released."""
    item, workshop = change.after, Workshop(pk=change.after.id)
    leading = WorkshopLead.objects.filter(workshop=workshop, person__isnull=False)
    told = {"key": f"release:{release.pk}:{workshop.pk}", "subject": workshop, "payload": _payload(item, release)}
    plan_for(leading, kind=leads, **told)
    if seats is None:
        return
    seated = WorkshopSeat.objects.standing().filter(workshop=workshop)
    seated = seated.exclude(registration__person__in=leading.values("person"))
    plan_for(seated.annotate(person_id=F("registration__person_id")), kind=seats, **told)


def _payload(item, release):
    """What the mail says, in words that JSON knows."""
    return {
        "release": release.number,
        "title": item.title,
        "room": item.room_name,
        "starts_at": item.starts_at.isoformat(),
        "ends_at": item.ends_at.isoformat(),
        "zone": release.edition.zone,
        "reason": item.reason,
    }
