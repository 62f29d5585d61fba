"""What a report goes on from, as one choice of its form: a pledge, a workshop, an edition, or somebody's report."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Edition, Pledge, Release, Sharing
from .released import workshops_of

EDITIONS = 5  # the newest ones stand in the list
NOTHING = {"pledge": None, "edition": None, "workshop": None, "before": None}


@dataclass(frozen=True)
class Source:
    """One choice: `value` as "workshop:5", its label, and the columns of a Sharing."""

    value: str
    label: str
    group: str
    columns: dict


def begun(now):
    """Published editions from which something can be carried home, the newest first."""
    rows = Edition.objects.published_at(now).newest_first()
    return rows.filter(Q(begins_at__isnull=True) | Q(begins_at__lte=now))


def newest_releases(editions):
    """The release that readers see of each of these editions, in one query."""
    return Release.objects.filter(edition__in=editions).order_by("edition", "-number").distinct("edition")


def released_titles(editions):
    """{key of a workshop: ReleasedWorkshop} of the programmes that readers see; a cancelled one did not take place."""
    found = (item for release in newest_releases(editions) for item in workshops_of(release))
    return {item.id: item for item in found if not item.is_cancelled}


def sources(person, now, *, asked="", kept=None):
    """{value: Source} of what this person may name. `asked`: a value from an address; `kept`: what a report has."""
    found = {source.value: source for source in _listed(person, now, asked)}
    if asked and asked not in found and (source := _report(asked, _("Somebody else's report"))):
        found[source.value] = source
    if kept is not None and (value := value_of(kept)) and value not in found:
        columns = {name: getattr(kept, f"{name}_id") for name in NOTHING}
        found[value] = Source(value, _label_of(kept), _("As it is now"), columns)
    return found


def value_of(sharing):
    """What the report names, as the value of a choice."""
    for name, kind in (("before", "report"), ("pledge", "pledge"), ("workshop", "workshop"), ("edition", "edition")):
        if key := getattr(sharing, f"{name}_id"):
            return f"{kind}:{key}"
    return ""


def _listed(person, now, asked):
    for pledge in Pledge.objects.standing().filter(person=person).order_by("-pk"):
        columns = {**NOTHING, "pledge": pledge.pk, "edition": pledge.edition_id, "workshop": pledge.workshop_id}
        yield Source(f"pledge:{pledge.pk}", pledge.text, _("My pledges"), columns)
    editions = list(begun(now)) if asked.startswith(("workshop:", "edition:")) else list(begun(now)[:EDITIONS])
    releases = {release.edition_id: release for release in newest_releases(editions)}
    for edition in editions:
        for item in workshops_of(releases.get(edition.pk)):
            if not item.is_cancelled:
                columns = {**NOTHING, "edition": edition.pk, "workshop": item.id}
                group = _("Workshops of %(edition)s") % {"edition": edition.title}
                yield Source(f"workshop:{item.id}", item.title, group, columns)
    for edition in editions:
        yield Source(f"edition:{edition.pk}", edition.title, _("Learning Days"), {**NOTHING, "edition": edition.pk})


def _report(value, group):
    """A report that everybody may read, as a choice; None for anything else."""
    kind, _colon, key = value.partition(":")
    if kind != "report" or not key.isdecimal() or len(key) > 18:
        return None
    row = Sharing.objects.shown().filter(pk=int(key)).first()
    return row and Source(f"report:{row.pk}", row.title, group, {**NOTHING, "before": row.pk})


def _label_of(sharing):
    kept = sharing.before or sharing.pledge or sharing.workshop or sharing.edition
    return str(kept)


def choices(found):
    """The choices of a select, in their groups."""
    groups = {}
    for source in found.values():
        groups.setdefault(source.group, []).append((source.value, source.label))
    return [("", _("Nothing of these")), *groups.items()]
