"""What the page of one report shows, and its line in a list, in ready strings."""

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Edition, Pledge, Sharing
from .querysets.threads import keys_above, keys_below
from .rules.spread import Cell
from .sharing_sources import released_titles
from .spread import HANDS, hand_of, number

SHOWN = 30  # later reports of a thread on the page
STEPS_SHOWN = 10  # earlier ones


def row_of(sharing, generation):
    """A line of a list; the report comes `with_people`."""
    return {
        "url": reverse("learning_days:sharing", args=[sharing.pk]),
        "title": sharing.title,
        "lang": sharing.lang,
        "hand": HANDS[hand_of(generation)],
        "people": people_said(sharing.people),
        "place": sharing.place,
        "region": sharing.region and _(sharing.region.name),
        "when": formats.date_format(sharing.held_on),
        "author": author_of(sharing),
        "is_demonstration": sharing.is_demonstration,
    }


def people_said(people):
    return ngettext("%(number)s person", "%(number)s people", people) % {"number": number(people)}


def author_of(sharing):
    """(the name, the address of the profile) of who reported; of somebody who was erased neither."""
    if sharing.person is None:
        return _("Somebody"), ""
    return sharing.person.display_name, sharing.person.get_absolute_url()


def rows_of(keys, generations):
    """Lines of the reports with these keys, in their order."""
    found = {row.pk: row for row in Sharing.objects.shown().filter(pk__in=keys).with_people()}
    return [row_of(found[key], generations[key].generation) for key in keys if key in found]


def thread_of(sharing):
    """The reports before and after one, and how many people were reached by it and all that came after.

    {above: the reports before, the nearest first; hand; before: their lines, the first one first; earlier: how many of
    them are not shown; after: lines; later: how many are not shown; reached}
    """
    above, below = keys_above(sharing.pk), keys_below(sharing.pk)
    generation = len(above) + 1
    found = {row.pk: row for row in Sharing.objects.filter(pk__in=[*above, *below]).with_people()}
    before = [_step(found[key], generation - place) for place, key in enumerate(above[:STEPS_SHOWN], start=1)]
    after = [found[key] for key in below if found[key].hidden_at is None]
    reached = Cell(len(after), sum(row.people - row.people_known for row in (sharing, *after)))
    return {
        "above": [found[key] for key in above],
        "hand": HANDS[hand_of(generation)],
        "before": before[::-1],
        "earlier": max(len(above) - STEPS_SHOWN, 0),
        "after": [row_of(row, generation + below[row.pk]) for row in after[:SHOWN]],
        "later": max(len(after) - SHOWN, 0),
        "reached": people_said(reached.people) if after else "",
    }


def _step(sharing, generation):
    """A line of the thread; of a hidden report nothing is told but that it is there."""
    return {"hand": HANDS[hand_of(generation)]} if sharing.hidden_at else row_of(sharing, generation)


def source_of(sharing, above, reader, now):
    """Where the thread began, as far as this reader may see it: {edition, workshop, and the report's own pledge}.

    `above`: the reports before, the nearest first; as in rules.spread a report without a source has theirs.
    """
    first = next((row for row in (sharing, *above) if row.edition_id or row.workshop_id), sharing)
    edition = first.edition_id and Edition.objects.published_at(now).filter(pk=first.edition_id)
    edition = edition.select_related("language").first() if edition else None
    titles = released_titles([edition]) if edition and first.workshop_id else {}
    pledge = sharing.pledge_id and Pledge.objects.visible_to(reader).filter(pk=sharing.pledge_id).first()
    return {"edition": edition, "workshop": titles.get(first.workshop_id), "pledge": pledge or None}


def teachers_of(sharing, reader):
    """Who can teach it now: {number, named: who agreed, listed: all of them for the author, own: the reader's}."""
    rows = list(sharing.teachers.select_related("person").order_by("pk"))
    standing = [row for row in rows if row.declined_at is None]
    is_author = reader.is_authenticated and reader.pk == sharing.person_id
    return {
        "number": len(standing),
        "named": [row.person for row in standing if row.agreed_at],
        "listed": rows if is_author else [],
        "own": next((row for row in rows if row.person_id and row.person_id == reader.pk), None),
    }
