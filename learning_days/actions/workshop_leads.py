"""Who leads a workshop: asked, agreed, left."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Workshop, WorkshopLead
from ..rules.leads import check_can_agree, check_can_be_led, check_not_elsewhere
from .lost_races import told_in_words
from .programme_notices import tell_asked


def ask_to_lead(*, workshop, person, now=None):
    """Ask somebody to lead a workshop; who is asked already is not asked again."""
    with told_in_words():
        return _ask(workshop, person, now or timezone.now())


@transaction.atomic
def _ask(workshop, person, now):
    workshop = _held(workshop)
    standing = workshop.leads.filter(person=person).first()
    if standing is not None:
        return standing
    check_can_be_led(workshop, leads=workshop.leads.count())
    check_not_elsewhere(person, clash_of(workshop, person))
    lead = WorkshopLead.objects.create(workshop=workshop, person=person)
    tell_asked(lead, now)
    return lead


@transaction.atomic
def agree(*, workshop, person, now):
    """Agree to lead it: with the next release everybody reads the name."""
    workshop = _held(workshop)
    lead = workshop.leads.select_for_update(no_key=True, of=["self"]).filter(person=person).first()
    check_can_agree(workshop, lead)
    if lead.agreed_at is None:
        lead.agreed_at = now
        lead.save(update_fields=["agreed_at"])
    return lead


@transaction.atomic
def leave(*, workshop, person, now):
    """Lead it no more. A proposal that nobody leads is taken back; an accepted one waits for somebody else."""
    workshop = _held(workshop)
    workshop.leads.filter(person=person).delete()
    if workshop.state == Workshop.State.PROPOSED and not workshop.leads.exists():
        workshop.state = Workshop.State.CANCELLED
        workshop.state_reason = _("Nobody leads it any more.")
        workshop._history_user = person
        workshop.save(update_fields=["state", "state_reason"])
    return workshop


def clash_of(workshop, person):
    """The placed workshop that a person leads in the hours of this one, or None."""
    if workshop.starts_at is None or workshop.state != Workshop.State.ACCEPTED:
        return None
    others = Workshop.objects.placed().filter(leads__person=person).exclude(pk=workshop.pk)
    return others.filter(starts_at__lt=workshop.ends_at, ends_at__gt=workshop.starts_at).first()


def _held(workshop):
    rows = Workshop.objects.select_for_update(no_key=True, of=["self"]).select_related("edition")
    return rows.get(pk=workshop.pk)
