"""What a thread is made of, in the order of the loop: from an idea to the reports from home."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

KINDS = {
    "idea": _("Idea"),
    "finding": _("Finding"),
    "course": _("Course"),
    "edition": _("Learning Days"),
    "workshop": _("Workshop"),
    "pledge": _("Pledge"),
    "report": _("Report from home"),
}
STAGES = {
    "idea": _("Ideas"),
    "finding": _("Findings"),
    "course": _("Courses"),
    "edition": _("Learning Days"),
    "workshop": _("Workshops"),
    "pledge": _("Pledges"),
    "report": _("Reports from home"),
}
MOST = 30  # of a kind, on one page


@dataclass(frozen=True)
class Thing:
    """One thing of a thread, as a reader may see it; `parents`: (kind, key) of what it grew from, seen or not.

    `note` is in the page's language; `place` is a text by people, as the title is, which is in `lang`.
    """

    kind: str
    pk: int
    title: str
    lang: str
    url: str
    day: date | None
    parents: tuple = ()
    note: str = ""
    place: str = ""
    is_demonstration: bool = False

    @property
    def key(self):
        return self.kind, self.pk
