"""Loads Learning Days of the sample: editions, programmes, people, what they say, and what spread at home."""

from django.db import transaction

from consultations.rules.sample import check_can_load_sample
from notices.actions.planning import withhold
from notices.models import Notice
from people.models import Language

from ...models import Edition, Workshop
from .editions import load_editions
from .mentors import load_earlier_pairings
from .people import load_attendance, load_people
from .programme import change_programme, load_programme
from .reminders import arm_defaults
from .source import FIRST, Names, read
from .voices import load_reports, load_voices

__all__ = ["load", "load_editions", "load_learning_days"]


@transaction.atomic
def load_learning_days(*, now):
    """All of it, once: where the invented edition has workshops nothing is touched. Answers the edition to come."""
    check_can_load_sample()
    Language.objects.select_for_update().get(code="en")  # two loads at once would both find nothing there
    coming = load_editions(now=now)
    if Workshop.objects.filter(edition__slug=FIRST).exists():
        return coming
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    names = Names(now)
    _live(names)
    withhold(Notice.objects.filter(pk__gt=last), Notice.Reason.PAST_GRACE)  # nobody gets mail of invented days
    arm_defaults(coming, actor=names.people.get("organizer"), now=now)
    return coming


def _live(names):
    """What happened day by day: the actions are those of the site, at the moments of the files."""
    organizer, content = names.people.get("organizer"), read("days")
    load_earlier_pairings(names, content["earlier"])
    for row in content["editions"]:
        edition = Edition.objects.get(slug=row["slug"])
        if not is_untouched(edition, row):
            continue
        if organizer:
            edition.organizers.add(organizer)
        load_programme(names, edition, row, organizer)
        load_people(names, edition, row)
        if "change" in row:
            change_programme(names, edition, row["change"], organizer)
        if any("absent" in day for day in row["days"]):
            load_attendance(edition, row, organizer)
    load_voices(names)
    load_reports(names)


def is_untouched(edition, row):
    """Whether nobody began to work on an edition that an earlier sample left without a programme."""
    begun = edition.workshops.exists() or edition.rooms.exists()
    return not begun and edition.days.standing().count() == edition.days.count() == len(row["days"])


def load(*, now, big):
    """Learning Days of the sample; answers rows with addresses."""
    return [load_learning_days(now=now)]
