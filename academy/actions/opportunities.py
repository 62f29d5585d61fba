"""The board of opportunities: proposed by anybody, published or declined by organizers."""

import uuid
from datetime import datetime

from django.db import transaction

from notices.actions.planning import plan
from people.models import Person

from ..models import Opportunity
from ..rules import opportunities as rules


@transaction.atomic
def propose(*, proposer, form_key, areas=(), regions=(), skills=(), **fields):
    """Keep a proposal for the organizers, or raise ValidationError. A form that was sent twice is one proposal."""
    Person.objects.select_for_update(no_key=True).get(pk=proposer.pk)  # one form in two windows, one proposal
    kept = Opportunity.objects.filter(form_key=form_key).first()
    if kept is not None and kept.proposed_by_id == proposer.pk:
        return kept
    rules.check_can_propose(Opportunity.objects.filter(proposed_by=proposer).waiting().count())
    key = form_key if kept is None else uuid.uuid4()
    opportunity = Opportunity(proposed_by=proposer, form_key=key, **fields)
    opportunity._history_user = proposer
    opportunity.full_clean()
    opportunity.save()
    for name, rows in (("areas", areas), ("regions", regions), ("skills", skills)):
        getattr(opportunity, name).set(rows)
    return opportunity


@transaction.atomic
def publish(*, opportunity, actor, now):
    """Show it to everybody and tell who proposed it; a published one stays as it is."""
    opportunity = Opportunity.objects.select_for_update(of=["self"]).get(pk=opportunity.pk)
    if opportunity.published_at:
        return opportunity
    rules.check_not_over(opportunity, now)
    _turn(opportunity, actor, published_at=now, declined_at=None, declined_because="")
    _tell(opportunity, "opportunity_published", actor)
    return opportunity


@transaction.atomic
def decline(*, opportunity, reason, actor, now):
    """Take it from the board, or leave it out, and tell who proposed it why."""
    opportunity = Opportunity.objects.select_for_update(of=["self"]).get(pk=opportunity.pk)
    rules.check_can_decline(opportunity)
    opportunity._change_reason = reason[:100]
    _turn(opportunity, actor, published_at=None, declined_at=now, declined_because=reason)
    _tell(opportunity, "opportunity_declined", actor)
    return opportunity


def standing_of(opportunity):
    """How it stands, for `take_back`, in words that JSON knows."""
    moments = {name: getattr(opportunity, name) for name in ("published_at", "declined_at")}
    moments = {name: moment and moment.isoformat() for name, moment in moments.items()}
    return {**moments, "declined_because": opportunity.declined_because}


@transaction.atomic
def take_back(*, opportunity, before, revision, actor):
    """Let it stand as it did `before`, unless somebody changed it after that `revision`."""
    opportunity = Opportunity.objects.select_for_update(of=["self"]).get(pk=opportunity.pk)
    rules.check_unchanged(opportunity, revision)
    moments = {name: before[name] and datetime.fromisoformat(before[name]) for name in ("published_at", "declined_at")}
    _turn(opportunity, actor, **moments, declined_because=before["declined_because"])
    return opportunity


def _turn(opportunity, actor, **fields):
    """Write the fields as the next revision: calendars take the greater number."""
    for name, value in fields.items():
        setattr(opportunity, name, value)
    opportunity.revision += 1
    opportunity._history_user = actor
    opportunity.save(update_fields=[*fields, "revision"])


def _tell(opportunity, kind, actor):
    """Tell who proposed it, unless they decided themselves."""
    proposer = opportunity.proposed_by_id
    if proposer and proposer != actor.pk:
        key = f"opportunity:{opportunity.pk}:{opportunity.revision}"
        plan(kind=kind, recipient_id=proposer, subject=opportunity, key=key)
