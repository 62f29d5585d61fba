"""The files of Learning Days in the sample, and what they refer to by name."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from academy.actions.sample.source import first_load, moment
from academy.models import Course
from consultations.actions.sample.source import form_key
from consultations.models import Finding, Idea
from mentoring.actions.sample.source import Names as PeopleNames

PLACE = Path(__file__).resolve().parents[2] / "sample"
FIRST, COMING = "first-mentors", "next-learning-days"
CONSULTATION = "leadership-development-dialogue"


def read(name):
    """One file of the sample as a dictionary."""
    return tomllib.loads((PLACE / f"{name}.toml").read_text(encoding="utf-8"))


class Names(PeopleNames):
    """What the files name, by its name; days count from the first load of the sample."""

    def __init__(self, now):
        super().__init__(moment(first_load(now), 0))
        self.courses = {course.slug: course for course in Course.objects.filter(is_demonstration=True)}
        found = Finding.objects.filter(consultation__slug=CONSULTATION)
        self.findings = {finding.position: finding for finding in found}
        self.ideas = {idea.form_key: idea for idea in Idea.objects.filter(consultation__slug=CONSULTATION)}
        self.workshops = {}

    def origin(self, row):
        """{course, finding, idea} that a row names, as far as this copy has them."""
        idea = form_key("idea", row["idea"]) if "idea" in row else None
        return {
            "course": self.courses.get(row.get("course")),
            "finding": self.findings.get(row.get("finding")),
            "idea": self.ideas.get(idea),
        }

    def present(self, names):
        """The people of these names who are still here."""
        return [self.people[name] for name in names if name in self.people]

    def skills_of(self, row):
        return [self.skills[slug] for slug in row["skills"]]


def at_venue(day, hour, minutes=0):
    """A moment of a day on the venue's clock."""
    return datetime.combine(day.date, time(hour), ZoneInfo(day.edition.zone)) + timedelta(minutes=minutes)
