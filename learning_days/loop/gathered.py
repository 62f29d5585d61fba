"""The middle of a thread: editions of Learning Days, and the workshops of their newest release."""

from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext

from ..models import Edition, Release
from ..released import workshops_of
from .things import MOST, Thing


def editions(condition, reader):
    """Published editions."""
    shown = Edition.objects.published_at(reader.now).filter(condition).select_related("language")
    rows = shown.with_span().newest_first()[: MOST + 1]
    return [_edition(row) for row in rows]


def _edition(row):
    return Thing(
        kind="edition",
        pk=row.pk,
        title=row.title,
        lang=row.language.code,
        url=row.get_absolute_url(),
        day=row.begins_at and row.begins_at.astimezone(ZoneInfo(row.zone)).date(),
        parents=(("finding", row.finding_id),) if row.finding_id else (),
        note="" if row.begins_at else str(row.year),
        place=row.venue,
        is_demonstration=row.is_demonstration,
    )


def editions_below(keys):
    return Q(finding__in=keys["finding"])


def newest_releases(now):
    """The release that readers see of each published edition."""
    newest = Release.objects.filter(edition__published_at__lte=now).order_by("edition_id", "-number")
    return Release.objects.filter(pk__in=newest.distinct("edition_id").values("pk"))


def workshops(named, reader):
    """Released workshops; `named`: pairs such as ("id", 7), ("finding", 3) or ("edition", 2), one of which holds."""
    condition = Q(pk__in=[])
    for name, key in named:
        condition |= Q(edition=key) if name == "edition" else Q(content__contains={"workshops": [{name: key}]})
    releases = newest_releases(reader.now).filter(condition).select_related("edition")
    found = [
        _workshop(row, release.edition)
        for release in releases.order_by("pk")
        for row in workshops_of(release)
        if any((release.edition_id if name == "edition" else getattr(row, name)) == key for name, key in named)
    ]
    return sorted(found, key=lambda thing: (thing.day, thing.pk), reverse=True)[: MOST + 1]


def _workshop(row, edition):
    parents = ((kind, getattr(row, kind)) for kind in ("course", "finding", "idea"))
    return Thing(
        kind="workshop",
        pk=row.id,
        title=row.title,
        lang=row.lang,
        url=reverse("learning_days:workshop", args=[edition.slug, row.id]),
        day=row.starts_at.astimezone(ZoneInfo(edition.zone)).date(),
        parents=tuple(parent for parent in parents if parent[1]),
        note=pgettext("a day or a workshop", "cancelled") if row.is_cancelled else "",
        place=edition.title,
        is_demonstration=edition.is_demonstration,
    )


def workshops_below(keys):
    """What grew from these things; of an edition only where its own thread is asked for: all that it held."""
    grown = [(kind, key) for kind in ("course", "finding", "idea") for key in keys[kind]]
    return grown + [("edition", key) for key in keys["held"]]
