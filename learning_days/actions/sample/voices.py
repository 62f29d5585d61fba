"""What the people of the sample say of their days, what they pledge, and what they report from home."""

from datetime import timedelta

from consultations.actions.sample.source import form_key

from ...models import Pledge, Registration
from ..feedback import give
from ..pledges import change
from ..sharings import report
from .source import read


def load_voices(names):
    """Feedback by its day, and the pledges that come of it."""
    for row in read("voices")["said"]:
        said = Registration.objects.seated().filter(day__edition__slug=row["edition"], person__username=row["person"])
        registration = _on(said.select_related("day__edition", "person"), row)
        if registration:
            _say(names, registration, row)
    Pledge.objects.filter(person__in=names.people.values()).update(is_demonstration=True)


def _on(registrations, row):
    """The person's registration for the day that a row names by its place."""
    for registration in registrations:
        earlier = registration.day.edition.days.filter(date__lte=registration.day.date).count()
        if earlier == row["on"]:
            return registration
    return None


def _say(names, registration, row):
    now = registration.day.ends_at + timedelta(days=row["after"], hours=1)
    plan, lang, is_public = row.get("plan", ""), row.get("lang", "en"), row.get("public", False)
    said = {
        "liked_best": row.get("liked", ""),
        "next_time": row.get("different", ""),
        "next_30_days": plan,
        "rating": row["rating"],
        "lang": lang,
        "may_be_quoted": row.get("quoted", False),
    }
    give(registration=registration, said=said, is_public=is_public, now=now)
    workshop = names.workshops.get(row.get("workshop"))
    if plan and workshop:
        pledge = Pledge.objects.get(edition=registration.day.edition, person=registration.person, text=plan)
        change(pledge=pledge, text=plan, lang=lang, is_public=is_public, workshop=workshop, now=now)


def load_reports(names):
    """What was shared at home, and what went on from there; the author of an earlier report comes first."""
    told = {}
    for row in read("reports")["reports"]:
        person, before = names.people.get(row["person"]), told.get(row.get("before"))
        if person and (before or "before" not in row):
            told[row["key"]] = _report(names, row, person, before)


def _report(names, row, person, before):
    pledge = Pledge.objects.filter(person=person, edition__slug=row["pledged"]).first() if "pledged" in row else None
    workshop = names.workshops.get(row.get("workshop"))
    told = report(
        person=person,
        form_key=form_key("sharing", row["key"]),
        now=names.at(row["day"] + 1, minutes=60),
        skills=names.skills_of(row),
        teachers=[*names.present(row["teach"]), *row.get("names", ())],
        pledge=pledge,
        workshop=workshop,
        edition=pledge.edition if pledge else workshop.edition if workshop else None,
        before=before,
        title=row["title"],
        text=row["text"],
        lang=row["lang"],
        held_on=names.on(row["day"]),
        place=row["place"],
        region=names.regions.get(row.get("region")),
        language=names.languages[row["held_in"]],
        people=row["people"],
        people_known=row.get("known", 0),
        is_demonstration=True,
    )
    told.teachers.filter(person__isnull=False).update(agreed_at=names.at(row["day"] + 2))
    return told
