"""The files of mentoring in the sample, the day they count from, and what they refer to by name."""

import tomllib
from datetime import UTC, timedelta
from pathlib import Path

from academy.actions.sample.source import moment
from academy.models import Cohort
from consultations.actions.sample.source import languages_by_code
from people.models import ActivityArea, Person, Region, Skill

from ...models import MentoringRequest

PLACE = Path(__file__).resolve().parents[2] / "sample"
FIRST_ROUND = "autumn-of-first-pairs"


def read(name):
    """One file of the sample as a dictionary."""
    return tomllib.loads((PLACE / f"{name}.toml").read_text(encoding="utf-8"))


class Names:
    """What the files name, by its name: a person of the sample who was erased since is not among them."""

    def __init__(self, now):
        self.now, self.day = now, now.astimezone(UTC).date()
        self.people = {person.username: person for person in Person.objects.filter(is_demonstration=True)}
        self.languages = languages_by_code()
        self.skills = {skill.slug: skill for skill in Skill.objects.all()}
        self.areas = {area.slug: area for area in ActivityArea.objects.all()}
        self.regions = {region.slug: region for region in Region.objects.all()}
        self.cohorts = {cohort.slug: cohort for cohort in Cohort.objects.filter(is_demonstration=True)}
        asked = MentoringRequest.objects.select_related("cohort", "area")
        self.asked = {(request.person_id, request.cohort, request.area) for request in asked}

    def on(self, after):
        """The date so many days after the first load."""
        return self.day + timedelta(days=after)

    def at(self, after, minutes=0):
        """That day in the morning (UTC), and so many minutes later."""
        return moment(self.day, after) + timedelta(minutes=minutes)

    def place(self, row):
        """{cohort, area} that a row names; None where this copy has it no more."""
        named = {
            "cohort": self.cohorts.get(row.get("cohort")),
            "area": self.areas.get(row.get("area")),
        }
        return named if any(named.values()) else None
