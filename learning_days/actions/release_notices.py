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
        elif change.kind in (ADDED, RESTORED):
            _tell(change, release, leads="workshop_placed", seats="workshop_moved")
        elif change.moves:
            _tell(change, release, leads="workshop_placed", seats="workshop_moved")


def _tell(change, release, *, leads, seats):
    """Those who lead it and sit in it hear of it once."""
    workshop = Workshop(pk=change.after.id)
    leading = WorkshopLead.objects.filter(workshop=workshop, person__isnull=False)
    seated = (
        WorkshopSeat.objects.standing()
        .filter(workshop=workshop)
        .exclude(registration__person__in=leading.values("person"))
    )
    key, payload = f"release:{release.pk}:{workshop.pk}", {"release": release.number}
    plan_for(leading, kind=leads, key=key, subject=workshop, payload=payload)
    people = seated.annotate(person_id=F("registration__person_id"))
    plan_for(people, kind=seats, key=key, subject=workshop, payload=payload)
