"""The end of a thread: pledges, and the reports from home with those that they started."""

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import ngettext

from ..models import Pledge, Sharing
from ..querysets.chains import reports_following, reports_leading_to
from .things import MOST, Thing

LETTERS_OF_A_PLEDGE = 150


def pledges(condition, reader):
    """The public pledges that stand, and one's own."""
    shown = Pledge.objects.visible_to(reader.person).filter(condition, edition__published_at__lte=reader.now)
    return [_pledge(row) for row in shown.order_by("-made_at", "-pk")[: MOST + 1]]


def _pledge(row):
    parent = ("workshop", row.workshop_id) if row.workshop_id else ("edition", row.edition_id)
    return Thing(
        kind="pledge",
        pk=row.pk,
        title=Truncator(row.text).chars(LETTERS_OF_A_PLEDGE),
        lang=row.lang,
        url=row.get_absolute_url(),
        day=row.made_at.date(),
        parents=(parent,),
        is_demonstration=row.is_demonstration,
    )


def pledges_below(keys):
    return Q(workshop__in=keys["workshop"]) | Q(edition__in=keys["edition"], workshop__isnull=True)


def reports(condition, reader):
    """The reports that everybody may read, and one's own."""
    shown = Sharing.objects.visible_to(reader.person).filter(condition)
    return [_report(row) for row in shown.newest_first()[: MOST + 1]]


def reports_at(keys, reader):
    """The condition for these reports and for those that they go on from."""
    return Q(pk__in=reports_leading_to(reader.person, keys))


def reports_below(keys, reader):
    """The condition for what was reported of these things, and for what goes on from such a report."""
    starts = {kind: keys[kind] for kind in ("report", "pledge", "workshop", "edition")}
    return Q(pk__in=reports_following(reader.person, **starts).difference(keys["report"]))


def _report(row):
    named = (("report", row.before_id), ("pledge", row.pledge_id), ("workshop", row.workshop_id))
    parents = tuple(parent for parent in named if parent[1])
    people = ngettext("%(number)s person", "%(number)s people", row.people) % {"number": row.people}
    return Thing(
        kind="report",
        pk=row.pk,
        title=row.title,
        lang=row.lang,
        url=row.get_absolute_url(),
        day=row.held_on,
        parents=parents or ((("edition", row.edition_id),) if row.edition_id else ()),
        note=people,
        place=row.place,
        is_demonstration=row.is_demonstration,
    )
