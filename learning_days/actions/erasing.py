"""Taking a person out of Learning Days, while an edition is prepared too."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from ..models import (
    CalendarToken,
    Edition,
    Feedback,
    Need,
    Pledge,
    Registration,
    Sharing,
    SharingTeacher,
    Workshop,
    WorkshopLead,
)
from . import registrations


def erase_attendee(*, person, now):
    """Take a person out of Learning Days; answers the editions whose programme names them until its next release.

    Days to come are left, and the seats given on; what was said of days loses its words, and the ratings stay counted.
    Pledges go. Reports stay for their numbers, without the name and the text; workshops have a lead who is to be named.
    Each step is a transaction of its own: what was cut short is finished by running it again.
    """
    leave_days(person, now)
    Need.objects.filter(registration__person=person).delete()
    erase_feedback(person)
    erase_pledges(person, now)
    erase_reports(person, now)
    CalendarToken.objects.filter(person=person).delete()
    return erase_workshops(person)


def leave_days(person, now):
    """Leave the days to come, in the order of their keys; a day on which the person was noted stays."""
    standing = Registration.objects.standing().filter(person=person, day__ends_at__gt=now)
    for registration in standing.select_related("day__edition").order_by("day", "pk"):
        try:
            registrations.leave(registration=registration, now=now)
        except ValidationError:
            continue  # noted as there, or over since


@transaction.atomic
def erase_feedback(person):
    """Take out the words; a rating stays, for it names nobody. Feedback of words alone goes."""
    told = Feedback.objects.filter(registration__person=person)
    told.filter(rating__isnull=True).delete()
    told.update(liked_best="", next_time="", next_30_days="", may_be_quoted=False)


@transaction.atomic
def erase_pledges(person, now):
    """Delete them; one that a report goes on from stays as an empty row."""
    pledges = Pledge.objects.filter(person=person)
    pledges.filter(sharings__isnull=True).delete()
    for pledge in pledges.select_for_update(no_key=True).order_by("pk"):
        pledge.person, pledge.text, pledge.is_public = None, "", False
        pledge.dropped_at = pledge.dropped_at or now
        pledge.save(update_fields=["person", "text", "is_public", "dropped_at"])


@transaction.atomic
def erase_reports(person, now):
    """What was counted stays, and what it was; the author, the text and the names of others go."""
    SharingTeacher.objects.filter(Q(person=person) | Q(sharing__person=person, person__isnull=True)).delete()
    Sharing.objects.filter(person=person).update(person=None, text="", text_html="", changed_at=now)


@transaction.atomic
def erase_workshops(person):
    """Leads and proposals lose the person; answers the editions whose newest release holds them still."""
    led = WorkshopLead.objects.filter(person=person)
    editions = Edition.objects.filter(workshops__leads__in=led, releases__isnull=False).distinct()
    named = list(editions.order_by("pk"))
    led.update(person=None)
    Workshop.objects.filter(proposed_by=person).update(proposed_by=None)
    Workshop.history.filter(proposed_by=person).update(proposed_by=None)
    return named
