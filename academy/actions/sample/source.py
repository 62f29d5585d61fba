"""The academy's files of the sample, the day that they count from, and what they refer to by name."""

import tomllib
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from consultations.actions.sample.source import form_key
from consultations.models import Finding, Idea
from people.models import Person

from ...models import Track

PLACE = Path(__file__).resolve().parents[2] / "sample"
LEADERSHIP = "leadership"
CONSULTATION = "leadership-development-dialogue"


def read(name):
    """One file of the sample as a dictionary."""
    return tomllib.loads((PLACE / f"{name}.toml").read_text(encoding="utf-8"))


def first_load(now):
    """The day that all dates of the sample count from: the one on which its first track was loaded here."""
    first = Track.history.filter(slug=LEADERSHIP).order_by("history_date").first()
    return (first.history_date if first else now).astimezone(UTC).date()


def moment(day, after, at=time(9), zone=UTC):
    """So many days after a day, at a time on the clocks of a time zone."""
    return datetime.combine(day + timedelta(days=after), at, zone)


def end_of_day(day, after, *, anywhere_on_earth=False):
    """When a day is over in UTC; where it ends last on Earth, twelve hours later."""
    return moment(day, after + 1, time(12 if anywhere_on_earth else 0))


def people_by_name():
    """Everybody by user name: a person of the sample who was erased since is not among them."""
    return {person.username: person for person in Person.objects.only("pk", "username", "display_name", "region")}


def origin(row):
    """The finding and the idea that an offering grew from, where this copy still has them."""
    place, key = row.get("finding"), row.get("idea")
    ideas = Idea.objects.filter(form_key=form_key("idea", key)) if key else Idea.objects.none()
    findings = Finding.objects.filter(consultation__slug=CONSULTATION, position=place or 0)
    return {"finding": findings.first(), "idea": ideas.first()}
