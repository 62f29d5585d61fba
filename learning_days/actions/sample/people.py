"""Who comes to the editions of the sample: registered, seated or waiting, in workshops, and there on the day."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from ...models import Attendance, Registration
from ..attendance import save_list
from ..needs import tell_needs
from ..registrations import register
from ..seats import take

SEATS_AFTER = 1  # a day after the registration
SCANNED = 5  # the first ones show their code, the others are ticked in the list


def load_people(names, edition, row):
    """Everybody asks in the order of the file; whoever comes too late waits."""
    days = list(edition.days.select_related("edition").order_by("date"))
    for day, one in zip(days, row["days"], strict=True):
        _register(names, day, one, row["registered"])
        _seats(names, day, one["seats"], row["registered"] + SEATS_AFTER)
    for need in row.get("needs", ()):
        for person in names.present([need["person"]]):
            said = {"travel": need["travel"], "access": need["access"]}
            tell_needs(edition=edition, person=person, now=names.at(row["registered"], minutes=90), **said)


def _register(names, day, row, after):
    for minutes, person in enumerate(names.present(row["staff"])):
        register(day=day, person=person, now=names.at(after, minutes), is_staff=True)
    for minutes, person in enumerate(names.present(row["people"])):
        try:
            register(day=day, person=person, now=names.at(after, minutes))
        except ValidationError:  # whose pairings this copy does not have, and who is no experienced mentor here
            continue


def _seats(names, day, seats, after):
    standing = Registration.objects.seated().filter(day=day).select_related("person")
    standing = {registration.person.username: registration for registration in standing}
    for key, people in seats.items():
        workshop = names.workshops.get(key)
        for minutes, name in enumerate(people):
            if workshop and name in standing:
                take(registration=standing[name], workshop=workshop, now=names.at(after, minutes))


def load_attendance(edition, row, organizer):
    """Who was there: the first ones by their codes, the others by the list."""
    kinds = Attendance.How
    for day, one in zip(edition.days.select_related("edition").order_by("date"), row["days"], strict=True):
        seated = Registration.objects.seated().filter(day=day).exclude(person__username__in=one["absent"])
        came = list(seated.order_by("pk"))
        for registrations, how, minutes in ((came[:SCANNED], kinds.CODE, -10), (came[SCANNED:], kinds.LIST, 15)):
            now = day.starts_at + timedelta(minutes=minutes)
            save_list(day=day, came=registrations, went=[], how=how, actor=organizer, now=now)
