"""The times of a pair for calendar programs: the one that was agreed on, or the first ones that both have."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event

from consultations.feeds.calendar_files import answer, calendar_of, uid

from ..models import Pairing
from ..pairing_page import clocks, other_of, side_of, zone_for
from ..slots import SLOT, moment_said, parties_of, slots_of


@login_required
@require_safe
def pairing_slots(request, pk):
    """For the pair alone. An hour keeps its UID when it is agreed on: a program that has it then confirms it."""
    pairing, now = get_object_or_404(Pairing.objects.of(request.user).with_people(), pk=pk), timezone.now()
    parties, side = parties_of(pairing), side_of(pairing, request.user)
    zone = ZoneInfo(zone_for(request.user, parties))
    file = calendar_of("mentoring")
    for moment in times_of(pairing, parties, now):
        entry = event(pairing, moment, zone, other_of(pairing, side))
        entry.add("description", "\n".join([*on_clocks(moment, clocks(pairing, parties, side)), str(entry["url"])]))
        file.add_component(entry)
    return answer(file, f"mentoring-{pairing.pk}", is_private=True)


def times_of(pairing, parties, now):
    """The agreed time as long as it is to come, else the first hours that both have; none after the end."""
    if pairing.ended_at:
        return []
    if pairing.meets_at and pairing.meets_at > now:
        return [pairing.meets_at]
    return slots_of(pairing, parties, now)


def event(pairing, moment, zone, other):
    """One hour on the reader's clock: tentative, until it is the one that was agreed on."""
    is_agreed = moment == pairing.meets_at
    entry = Event()
    entry.add("uid", uid(f"mentoring-{pairing.pk}-{moment:%Y%m%dT%H%M}Z"))
    entry.add("sequence", int(is_agreed))
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", moment.astimezone(zone))
    entry.add("dtend", (moment + SLOT).astimezone(zone))
    entry.add("summary", _("Mentoring with %(name)s") % {"name": other})
    entry.add("status", "CONFIRMED" if is_agreed else "TENTATIVE")
    entry.add("url", settings.SITE_URL + pairing.get_absolute_url())
    if is_agreed and pairing.meets_where:
        entry.add("location", pairing.meets_where)
    entry.add("class", "PRIVATE")
    return entry


def on_clocks(moment, both):
    """The moment in words on the clocks of the two: a line each."""
    for clock in both:
        said = {"name": clock["person"], "zone": clock["zone"], "moment": moment_said(moment, clock["zone"])}
        # Translators: a time to meet on somebody's clock: Amina (Europe/Madrid): Tuesday, 24 November 2026, 19:00
        yield _("%(name)s (%(zone)s): %(moment)s") % said
