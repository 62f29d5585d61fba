"""Saying how a day was, with the pledge that comes of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Feedback, Pledge, Registration
from ..rules import feedback as rules
from . import pledges


@transaction.atomic
def give(*, registration, said, is_public, now):
    """Keep what somebody says about a day, once for each registration; a second time changes it. Answers the Feedback.

    `said`: its fields. "Next 30 days" becomes a pledge, which everybody reads if `is_public`. Raises ValidationError.
    """
    registration = held(registration.pk)
    rules.check_can_give(registration.day, now)
    feedback = Feedback.objects.filter(registration=registration).first()
    feedback = feedback or Feedback(registration=registration, given_at=now)
    before = feedback.next_30_days
    for name, value in said.items():
        setattr(feedback, name, value)
    feedback.full_clean(exclude=["registration"])
    feedback.save()
    _follow(feedback, before, is_public, now)
    return feedback


def held(pk):
    """The registration with its day, held with the person's others; who left the day meanwhile says nothing of it."""
    registration = Registration.objects.select_related("day__edition", "person").get(pk=pk)
    states = {row.pk: row for row in pledges.hold_registrations(registration.person_id, registration.day.edition_id)}
    if states[pk].left_at is not None or states[pk].seated_at is None:
        raise ValidationError(_("You are not registered for this day any more."), code="not_registered")
    return registration


def _follow(feedback, before, is_public, now):
    """Make, change or drop the pledge, as the words changed; one that was dropped or reported of is not touched."""
    registration = feedback.registration
    edition, person, text = registration.day.edition, registration.person, feedback.next_30_days
    pledge = pledge_of(edition, person, before)
    said = {"text": text, "lang": feedback.lang, "is_public": is_public, "now": now}
    if text == before:
        if pledge is not None:
            pledges.change(pledge=pledge, workshop=pledge.workshop, **said)
        return
    is_free = pledge is not None and not pledge.sharings.exists()
    if is_free and text and pledge_of(edition, person, text) is None:
        pledges.change(pledge=pledge, workshop=pledge.workshop, **said)
        return
    if is_free:
        pledges.drop(pledge=pledge, now=now)
    if text:
        pledges.make(edition=edition, person=person, **said)


def pledge_of(edition, person, text):
    """The standing pledge of a person, or of their key, with these words; None where there is none."""
    if not text:
        return None
    return Pledge.objects.standing().filter(edition=edition, person=person, text=text).first()


@transaction.atomic
def take_leave_back(*, registration):
    """Be quoted no more, at any time."""
    Feedback.objects.filter(registration=registration).update(may_be_quoted=False)
