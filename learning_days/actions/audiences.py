"""Who is told by a reminder rule, as things stand."""

from django.db.models import DateTimeField, F, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Now

from people.models import Person

from ..models import Pledge, Registration, ReminderRule, WorkshopLead

Audience = ReminderRule.Audience
NEVER_LATE = Cast(Value(None), DateTimeField())


def audience(rule, day):
    """The people whom a rule tells of a day. `joined_at`: since when each is one of them, where it matters.

    Who joined after the due moment reads why nothing came. A lead who has not agreed joins now; whoever was there is
    told however late it was noted.
    """
    rows, since = AUDIENCES[rule.audience](day)
    of_person = rows.filter(person=OuterRef("pk")).order_by().values("person").annotate(since=Min(since))
    return (
        Person.objects.active()
        .filter(pk__in=rows.order_by().values("person"))
        .annotate(joined_at=Subquery(of_person.values("since"), output_field=DateTimeField()))
    )


def is_in_audience(rule, day, person_id):
    """Whether somebody is in the audience now; asked for each reminder right before it goes."""
    rows, _since = AUDIENCES[rule.audience](day)
    return rows.filter(person=person_id).exists()


def _seated(day):
    return Registration.objects.seated().filter(day=day), F("seated_at")


def _waiting(day):
    """Those to whom a seat is offered wait, too, until they answer."""
    return Registration.objects.standing().filter(day=day, seated_at__isnull=True), F("created_at")


def _leads(day):
    rows = WorkshopLead.objects.filter(workshop__day=day, workshop__state="accepted", person__isnull=False)
    return rows, Coalesce(F("agreed_at"), Now())


def _attended(day):
    return Registration.objects.filter(day=day, attendance__isnull=False), NEVER_LATE


def _pledged(day):
    return Pledge.objects.unreported().filter(edition=day.edition_id), F("made_at")


AUDIENCES = {
    Audience.SEATED: _seated,
    Audience.WAITING: _waiting,
    Audience.LEADS: _leads,
    Audience.ATTENDED: _attended,
    Audience.PLEDGED: _pledged,
}
