"""What those who lead a workshop are told at once. Called within the transaction of the change."""

from notices.actions.planning import plan
from people.models import Person


def tell_leads(workshop, kind, *, actor, now):
    """Tell everybody who leads it, and who proposed it, how it stands since now; not who decided it."""
    leading = set(workshop.leads.filter(person__isnull=False).values_list("person", flat=True))
    people = Person.objects.active().filter(pk__in=(leading | {workshop.proposed_by_id}) - {actor and actor.pk})
    for person in people.order_by("pk").values_list("pk", flat=True):
        plan(kind=kind, recipient_id=person, subject=workshop, key=f"{kind}:{workshop.pk}:{now.isoformat()}:")


def tell_asked(lead, now):
    """Ask somebody to lead a workshop."""
    key = f"workshop_lead_asked:{lead.pk}:"
    plan(kind="workshop_lead_asked", recipient_id=lead.person_id, subject=lead.workshop, key=key, due_at=now)
