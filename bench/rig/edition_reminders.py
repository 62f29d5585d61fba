"""A rule of an edition of Learning Days with everybody on a seat, armed anew as often as the benchmark asks."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

SOON = timedelta(hours=2)
AGO = timedelta(minutes=1)
BODY = "Dear {name},\n\n“{day}” begins at {time}. The place is {venue}."


def rule_for(people):
    """A rule two hours before a day for which all of these people have a seat, with words in four languages."""
    from learning_days.models import Day, ReminderRule
    from people.actions import load_reference
    from people.models import Language

    load_reference()
    now = timezone.now()
    edition = edition_of(Language.objects.get(code="en"), now)
    day = Day.objects.create(edition=edition, title="Day one", capacity=len(people), **hours_from(now + SOON))
    seat(people, day, now - timedelta(days=1))
    rule = ReminderRule.objects.create(edition=edition, side="before", amount=2, unit="hours", audience="seated")
    for language in Language.objects.filter(code__in=["ar", "en", "es", "fr"]):
        rule.texts.create(language=language, subject="{edition}: {date}", body=BODY)
    return rule


def edition_of(language, now):
    from learning_days.models import Edition

    return Edition.objects.create(
        slug="bench",
        title="Learning Days in Dakar",
        summary="Invented.",
        language=language,
        year=now.year,
        venue="Library, Dakar",
        zone="Africa/Dakar",
        published_at=now - timedelta(days=9),
    )


def seat(people, day, since):
    """Everybody on a seat. The database would count the seats anew for each of them: it counts as many as there are."""
    from learning_days.models import Registration

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE learning_days_registration DISABLE TRIGGER registration_within_capacity")
        Registration.objects.bulk_create(Registration(day=day, person=person, seated_at=since) for person in people)
        cursor.execute("ALTER TABLE learning_days_registration ENABLE TRIGGER registration_within_capacity")


def hours_from(begins):
    date = begins.astimezone(ZoneInfo("Africa/Dakar")).date()
    return {"date": date, "starts_at": begins, "ends_at": begins + timedelta(hours=8)}


def arm_anew(rule):
    """Arm the rule as if for the first time, with a moment that has just come; answers how many are planned."""
    from learning_days.actions.reminders import arm
    from learning_days.models import Day, ReminderRule

    now = timezone.now()
    ReminderRule.objects.filter(pk=rule.pk).update(armed_at=None, version=1)
    Day.objects.filter(edition=rule.edition_id).update(**hours_from(now + SOON - timedelta(seconds=1)))
    return arm(rule=rule, actor=None, now=now - AGO)
