"""The programme that readers see: the newest release, and what changed from one release to the next.

People stand in it by their keys alone; names are looked up where they are shown. A workshop that was released once
stays for ever, at last as a cancelled one: calendars need it.
"""

from dataclasses import dataclass, fields
from datetime import datetime

CONFIRMED, CANCELLED = "confirmed", "cancelled"
ADDED, CHANGED, RESTORED = "added", "changed", "restored"
# What somebody who comes has to know of; the rest, such as a better title, is read on the page.
WHERE_AND_WHEN = ("day", "room", "room_name", "starts_at", "ends_at", "language")


@dataclass(frozen=True)
class ReleasedWorkshop:
    """A workshop as it was released; `day`, `room`, `leads` (of those who agreed), `course` … are primary keys.

    `sequence`: the number of the release in which it last changed. `lang`: of the title and the summary; `language`:
    the code of the language it is held in. `capacity`: its seats, those of the room where it names none.
    """

    id: int
    sequence: int
    status: str
    reason: str
    title: str
    lang: str
    summary_html: str
    language: str
    day: int
    room: int
    room_name: str
    starts_at: datetime
    ends_at: datetime
    leads: tuple
    capacity: int
    course: int | None
    finding: int | None
    idea: int | None

    @property
    def is_cancelled(self):
        return self.status == CANCELLED


NAMES = [field.name for field in fields(ReleasedWorkshop)]


@dataclass(frozen=True)
class Change:
    """What happened to one workshop between two releases: `kind` and the names of the fields that differ."""

    kind: str
    before: ReleasedWorkshop | None
    after: ReleasedWorkshop
    names: tuple

    @property
    def moves(self):
        """Whether whoever comes has to come at another time, to another place, or in another language."""
        return bool(set(self.names) & set(WHERE_AND_WHEN))


def newest(edition):
    """The release that readers see, or None."""
    return edition.releases.order_by("-number").first()


def workshops_of(release):
    """Its workshops by time and room, the cancelled ones among them; none without a release."""
    return read(release.content["workshops"]) if release else []


def read(rows):
    """The rows of a release's content as values, by time and room."""
    found = [_value(row) for row in rows]
    return sorted(found, key=lambda item: (item.starts_at, item.room_name, item.id))


def _value(row):
    kept = {name: row[name] for name in NAMES}
    moments = {name: datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at")}
    return ReleasedWorkshop(**{**kept, **moments, "leads": tuple(row["leads"])})


def changes(before, after):
    """What changed between the workshops of two releases, in the order of the later one."""
    earlier = {item.id: item for item in before}
    found = (_change(earlier.get(item.id), item) for item in after)
    return [change for change in found if change]


def _change(before, after):
    names = () if before is None else differing(before, after)
    if before is None:
        return None if after.is_cancelled else Change(ADDED, None, after, ())
    if not names:
        return None
    if before.is_cancelled != after.is_cancelled:
        return Change(CANCELLED if after.is_cancelled else RESTORED, before, after, names)
    return Change(CHANGED, before, after, names)


def differing(before, after):
    """The names of the fields that differ, the sequence apart."""
    return tuple(name for name in NAMES if name != "sequence" and getattr(before, name) != getattr(after, name))
