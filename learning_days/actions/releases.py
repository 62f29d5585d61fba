"""Releases: the organizers' draft becomes the programme that readers see, in numbered versions."""

from django.db import transaction

from ..models import Edition, Release
from ..released import CANCELLED, CONFIRMED, NAMES, newest
from ..rules.releases import check_can_release
from .release_notices import tell_of_release


@transaction.atomic
def release(*, edition, actor, note, now):
    """Release the programme as it stands and tell whom it touches, or raise ValidationError."""
    edition = held(edition)  # one number each
    before, made = draft_of(edition)
    check_can_release(before, made.content["workshops"])
    made.note, made.released_at, made.released_by = note, now, actor
    made.full_clean(validate_unique=False)  # under the lock the number is free
    made.save()
    tell_of_release(before, made)
    return made


def held(edition):
    """The edition as it stands now, its row locked."""
    return Edition.objects.select_for_update(no_key=True, of=["self"]).get(pk=edition.pk)


def draft_of(edition):
    """(the newest release or None, the one that would be made now: it is not saved)"""
    before = newest(edition)
    number = before.number + 1 if before else 1
    return before, Release(edition=edition, number=number, content={"workshops": drafted(edition, before, number)})


def drafted(edition, before, number):
    """The content that a release would have now, by the keys of the workshops."""
    earlier = {row["id"]: row for row in before.content["workshops"]} if before else {}
    workshops = edition.workshops.select_related("language", "room").prefetch_related("leads")
    rows = (_row(workshop, earlier.get(workshop.pk), number) for workshop in workshops.order_by("pk"))
    return [row for row in rows if row]


def _row(workshop, earlier, number):
    """A workshop for the content: confirmed, cancelled once it was released, or None."""
    if workshop.state == workshop.State.ACCEPTED and workshop.day_id:
        row = _confirmed(workshop)
    elif earlier is not None:
        leads = [key for key in earlier["leads"] if key in _agreed(workshop)]
        row = {**earlier, "status": CANCELLED, "reason": workshop.state_reason, "leads": leads}
    else:
        return None
    unchanged = earlier is not None and all(row[name] == earlier[name] for name in NAMES if name != "sequence")
    return {**row, "sequence": earlier["sequence"] if unchanged else number}


def _confirmed(workshop):
    """Without names of people: they may be erased, the release stays."""
    return {
        "id": workshop.pk,
        "status": CONFIRMED,
        "reason": "",
        "title": workshop.title,
        "lang": workshop.language.code,
        "summary_html": workshop.summary_html,
        "language": workshop.language.code,
        "day": workshop.day_id,
        "room": workshop.room_id,
        "room_name": workshop.room.name,
        "starts_at": workshop.starts_at.isoformat(),
        "ends_at": workshop.ends_at.isoformat(),
        "leads": sorted(_agreed(workshop)),
        "capacity": workshop.capacity or workshop.room.capacity,
        "course": workshop.course_id,
        "finding": workshop.finding_id,
        "idea": workshop.idea_id,
    }


def _agreed(workshop):
    """The people who agreed to lead it: nobody is named before."""
    return {lead.person_id for lead in workshop.leads.all() if lead.person_id and lead.agreed_at}
