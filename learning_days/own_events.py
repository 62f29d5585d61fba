"""A person's own days as events: days and workshops with a seat, and workshops that the person leads."""

from django.db.models import Q

from .ical import Words, day_event, workshop_event
from .models import Edition, Registration, Release, WorkshopSeat
from .programme_page import known_names
from .released import workshops_of


def own_events(person, now):
    """Every event of a person's calendar, the cancelled ones among them; a constant number of queries."""
    seated = Registration.objects.seated().filter(person=person).select_related("day")
    days, seats = list(seated.order_by("day__starts_at", "pk")), seat_keys(person)
    editions = {edition.pk: edition for edition in editions_of(person, now)}
    for row in days:
        if row.day.edition_id in editions:
            yield day_event(row.day, editions[row.day.edition_id], is_private=True)
    held = [
        (release, item)
        for release in newest_of(editions)
        for item in workshops_of(release)
        if item.id in seats or person.pk in item.leads
    ]
    names = known_names([item for _release, item in held])
    for release, item in held:
        words = Words(editions[release.edition_id], release.released_at, *names)
        yield workshop_event(item, words, is_private=True)


def seat_keys(person):
    """The workshops in which a person has a seat."""
    seats = WorkshopSeat.objects.seated().filter(registration__person=person, registration__left_at__isnull=True)
    return set(seats.values_list("workshop", flat=True))


def editions_of(person, now):
    """Editions that a person comes to, or leads a workshop of."""
    comes = Registration.objects.seated().filter(person=person).values("day__edition")
    leads = person.led_workshops.values("workshop__edition")
    return Edition.objects.published_at(now).select_related("language").filter(Q(pk__in=comes) | Q(pk__in=leads))


def newest_of(editions):
    """The newest release of each of these editions, in one query."""
    return Release.objects.filter(edition__in=editions).order_by("edition", "-number").distinct("edition")
