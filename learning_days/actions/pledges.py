"""Making, changing, dropping and hiding pledges."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from notices.actions.planning import plan

from ..models import Edition, Feedback, Pledge, Registration
from ..rules import pledges as rules


@transaction.atomic
def make(*, edition, person, text, lang, is_public, now, workshop=None):
    """Make a pledge; the same words sent twice are one, which answers as it stands. Raises ValidationError."""
    rules.check_can_pledge(Edition.objects.with_span().get(pk=edition.pk), now)
    said = {"lang": lang, "is_public": is_public, "workshop": workshop, "made_at": now}
    pledge = Pledge(edition=edition, person=person, text=text, **said)
    pledge.clean_fields(exclude=["edition", "person", "workshop"])
    standing = {"edition": edition, "person": person, "text": pledge.text, "dropped_at": None}
    return Pledge.objects.get_or_create(**standing, defaults=said)[0]


@transaction.atomic
def change(*, pledge, text, lang, is_public, workshop, now):
    """Say it otherwise, or to others; what was said in the feedback follows. Answers the pledge."""
    hold_registrations(pledge.person_id, pledge.edition_id)
    pledge = held(pledge)
    rules.check_stands(pledge)
    rules.check_can_change_text(pledge, text=text, has_reports=pledge.sharings.exists())
    before = pledge.text
    pledge.text, pledge.lang, pledge.is_public, pledge.workshop = text, lang, is_public, workshop
    pledge.full_clean(exclude=["edition", "person", "workshop"])
    _save(pledge)
    told = Feedback.objects.filter(
        registration__person=pledge.person_id, registration__day__edition=pledge.edition_id, next_30_days=before
    )
    told.update(next_30_days=pledge.text)
    return pledge


@transaction.atomic
def drop(*, pledge, now):
    """Take a pledge back; reports of it stay. Dropping it twice changes nothing."""
    pledge = held(pledge)
    if pledge.dropped_at is None:
        pledge.dropped_at = now
        pledge.save(update_fields=["dropped_at"])
    return pledge


@transaction.atomic
def take_up(*, pledge):
    """Take a dropped pledge up again; answers it, or the one that stands with the same words."""
    pledge = held(pledge)
    if pledge.dropped_at is None:
        return pledge
    twin = Pledge.objects.standing().filter(edition=pledge.edition_id, person=pledge.person_id, text=pledge.text)
    if standing := twin.first():
        return standing
    pledge.dropped_at = None
    _save(pledge)
    return pledge


@transaction.atomic
def hide(*, pledge, reason, now):
    """For organizers: nobody but its person reads it any more, who is told why. A second time changes nothing."""
    pledge = held(pledge)
    if pledge.hidden_at is None:
        pledge.hidden_at, pledge.hidden_because = now, reason
        _save_moderated(pledge, "pledge_hidden", now)
    return pledge


@transaction.atomic
def show(*, pledge, now):
    """For organizers: everybody reads it again, if its person wants that, who is told."""
    pledge = held(pledge)
    if pledge.hidden_at is not None:
        pledge.hidden_at, pledge.hidden_because = None, ""
        _save_moderated(pledge, "pledge_shown", now)
    return pledge


def _save_moderated(pledge, kind, now):
    pledge.save(update_fields=["hidden_at", "hidden_because"])
    if pledge.person_id:
        key = f"{kind}:{pledge.pk}:{now.isoformat()}"
        plan(kind=kind, recipient_id=pledge.person_id, subject=pledge, key=key)


def hold_registrations(person, edition):
    """All registrations of a person for an edition, held day by day as everywhere, before what hangs on them.

    The words of a pledge stand in the feedback of several days, which several windows may change at once.
    """
    rows = Registration.objects.filter(person=person, day__edition=edition).order_by("day_id", "pk")
    return list(rows.select_for_update(no_key=True, of=("self",)))


def held(pledge):
    """The pledge as it stands now, its row held until the end of the transaction."""
    rows = Pledge.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "workshop")
    return rows.get(pk=pledge.pk)


def _save(pledge):
    """Save it; the same words that arrived in another pledge at the same moment are refused in a sentence."""
    try:
        with transaction.atomic():
            pledge.save()
    except IntegrityError:
        raise ValidationError({"text": _("You made this pledge already.")}) from None
