"""Who was there: noted at the door, in the list or later by a file, and taken back where that was a mistake.

The day's row orders the phones and lists of its door.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Attendance, Day, Registration
from ..rules import attendance as rules


@transaction.atomic
def note(*, registration, how, actor, now):
    """Note that somebody is there. Answers (the note, whether it is new): a code that is scanned twice is one note.

    Raises ValidationError.
    """
    day = _hold(registration.day_id)
    noted = Attendance.objects.select_related("noted_by").filter(registration=registration.pk).first()
    if noted:
        return noted, False
    rules.check_can_note(day, now)
    found = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    rules.check_is_registered(found)
    return Attendance.objects.create(registration=found, how=how, noted_at=now, noted_by=actor), True


@transaction.atomic
def save_list(*, day, came, went, how, actor, now):
    """Note those who came and take back those who did not. Answers (new notes, notes taken back), in numbers.

    `came`, `went`: registrations of this day; whoever left it is passed over. Raises ValidationError.
    """
    day = _hold(day.pk)
    rules.check_can_note(day, now)
    return _note_all(day, came, how, actor, now), _take_back(day, went, actor)


def _hold(pk):
    return Day.objects.select_for_update(no_key=True, of=("self",)).select_related("edition").get(pk=pk)


def _note_all(day, registrations, how, actor, now):
    keys = [registration.pk for registration in registrations]
    rows = day.registrations.standing().filter(pk__in=keys, attendance__isnull=True).order_by("pk")
    rows = rows.select_for_update(no_key=True, of=("self",))
    noted = [Attendance(registration=row, how=how, noted_at=now, noted_by=actor) for row in rows]
    return len(Attendance.objects.bulk_create(noted))


def _take_back(day, registrations, actor):
    """Delete notes; who did it and when stays in the desk's log of the day, with keys instead of names."""
    keys = [registration.pk for registration in registrations]
    notes = Attendance.objects.filter(registration__in=keys, registration__day=day)
    taken = sorted(notes.values_list("registration", flat=True))
    if taken:
        said = _("Attendance taken back of the registrations %(keys)s.") % {"keys": ", ".join(map(str, taken))}
        LogEntry.objects.log_actions(actor.pk, [day], CHANGE, said)
    return notes.delete()[0]
