"""The first times at which a pair can meet, and moments in words on a person's clock."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .clocks import weekdays
from .models import Availability
from .rules.parties import Block, Party
from .rules.weeks import UnknownZone, first_slots, zone_of

SLOT = timedelta(hours=1)
SLOTS = 3


def moment_said(moment, zone):
    """A moment in words on the clock of a zone: "Tuesday, 24 November 2026, 19:00"."""
    local = moment.astimezone(ZoneInfo(str(zone)))
    said = {"weekday": weekdays("wide")[local.weekday()], "day": date_format(local.date()), "hour": time_format(local)}
    # Translators: a moment, such as Tuesday, 24 November 2026, 19:00
    return _("%(weekday)s, %(day)s, %(hour)s") % said


def parties_of(pairing):
    """{key of the person: Party} of the mentee and the mentor, as far as they told their usual week."""
    two = [pairing.mentee_id, pairing.mentor.person_id]
    weeks = Availability.objects.filter(person__in=two).prefetch_related("blocks")
    return {
        week.person_id: Party(
            key=week.person_id,
            zone=week.zone,
            hours=tuple(Block(block.weekday, block.begins, block.ends) for block in week.blocks.all()),
        )
        for week in weeks
    }


def slots_of(pairing, parties, now):
    """The starts (aware, UTC) of the first hours that both have, from now or from the beginning of the pairing.

    None where they share no hours, did not tell them, or told them in a zone that no longer exists.
    """
    mentee, mentor = parties.get(pairing.mentee_id), parties.get(pairing.mentor.person_id)
    if mentee is None or mentor is None:
        return []
    try:
        today = now.astimezone(zone_of(mentee.zone)).date()
        return first_slots(mentee, mentor, max(pairing.starts_on, today), count=SLOTS, after=now)
    except UnknownZone:
        return []
