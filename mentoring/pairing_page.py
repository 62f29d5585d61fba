"""What the page of a pairing shows to one of its people, and the one thing to do now."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .because import Reader, because, names_for
from .clocks import duration_said
from .learnt import learnt_by
from .pairing_steps import step_of
from .rules.check_ins import due_days
from .rules.pairings import LOG_AFTER_END, is_long_silent
from .rules.weeks import UnknownZone, zone_of
from .slots import moment_said, parties_of, slots_of


@dataclass(frozen=True)
class Side:
    """Which one of the pair reads: mentee, mentor or co-mentor."""

    role: str
    person: object

    @property
    def is_mentee(self):
        return self.role == "mentee"


def side_of(pairing, person):
    """The reader's side of a pairing that is theirs."""
    if person.pk == pairing.mentee_id:
        return Side("mentee", person)
    return Side("mentor" if person.pk == pairing.mentor.person_id else "co_mentor", person)


def other_of(pairing, side):
    """The one of the two whom the reader works with."""
    return pairing.mentor.person if side.is_mentee else pairing.mentee


def page_of(pairing, person, now):
    """Everything that templates/mentoring/pairing.html reads; a constant number of questions."""
    side = side_of(pairing, person)
    page = {
        "pairing": pairing,
        "side": side,
        "other": other_of(pairing, side),
        "place": place_of(pairing.request),
        "because": reasons(pairing, side),
        **_when(pairing, side, now),
        **_done(pairing),
        **_said(pairing, person),
        "asked_on": [date_format(day) for day in due_days(pairing.starts_on, pairing.ends_on)],
        "invitation": pairing.invitations.filter(answer="").select_related("mentor__person").first(),
        "may_change": side.is_mentee and not pairing.ended_at and is_long_silent(pairing, now),
        "may_become": bool(pairing.ended_at and side.is_mentee and learnt_by(person)),
        "may_log": not pairing.ended_at or now <= pairing.ended_at + LOG_AFTER_END,
    }
    return page | {"step": step_of(page, timezone.localdate(now))}


def _when(pairing, side, now):
    """The times to meet, and whose clocks they stand on."""
    parties = parties_of(pairing)
    slots = [] if pairing.ended_at else slots_of(pairing, parties, now)
    return {
        "slots": [slot_row(moment, pairing, parties, side) for moment in slots],
        "clocks": clocks(pairing, parties, side),
        "has_week": side.person.pk in parties,
        "meets": meets(pairing, parties, side, now),
    }


def _done(pairing):
    """Goals, and meetings with the time that they took together."""
    meetings = [meeting_row(row) for row in pairing.meetings.select_related("logged_by").newest_first()]
    return {
        "goals": list(pairing.goals.select_related("added_by").order_by("added_at", "pk")),
        "meetings": meetings,
        "logged": duration_said(sum(row["minutes"] for row in meetings)) if meetings else "",
    }


def _said(pairing, person):
    """The check-in that waits for the reader, what the reader says at the end, and what others share."""
    waiting = pairing.check_ins.filter(person=person, answered_at__isnull=True).order_by("-due_on").first()
    feedback = list(pairing.feedback.select_related("person").order_by("given_at", "pk"))
    return {
        "check_in": waiting if not pairing.ended_at else None,
        "own_feedback": next((row for row in feedback if row.person_id == person.pk), None),
        "shared_feedback": [row for row in feedback if row.person_id != person.pk and row.is_shared],
    }


def place_of(request):
    """(title, address or "", language's code) of the cohort or the activity area."""
    if request.cohort:
        return {
            "title": request.cohort.title,
            "url": request.cohort.get_absolute_url(),
            "lang": request.cohort.language.code,
            "track": request.cohort.track,
        }
    return {"title": _(request.area.name), "url": "", "lang": "", "track": None}


def reasons(pairing, side):
    """Why the two were proposed to each other; nothing where somebody asked and nothing was counted."""
    codes = pairing.proposal.codes
    reader = Reader.MENTEE if side.is_mentee else Reader.MENTOR if side.role == "mentor" else Reader.ORGANIZER
    if not codes:
        return []
    people = {"mentee": str(pairing.mentee), "mentor": str(pairing.mentor.person)}
    return because(codes, reader=reader, names=names_for([codes]), **people)


def clocks(pairing, parties, side):
    """Whose clock, and which zone, the reader's first; a co-mentor reads the clocks of the two."""
    two = sorted([pairing.mentee, pairing.mentor.person], key=lambda person: person.pk != side.person.pk)
    return [{"person": one, "is_own": one.pk == side.person.pk, "zone": zone_for(one, parties)} for one in two]


def zone_for(person, parties):
    """The zone of the usual week; that of the profile where there is none, or where it no longer exists."""
    try:
        return str(zone_of(parties[person.pk].zone))
    except (KeyError, UnknownZone):
        return str(person.time_zone)


def slot_row(moment, pairing, parties, side):
    """One hour on both clocks; `key`: what the form sends."""
    said = [moment_said(moment, clock["zone"]) for clock in clocks(pairing, parties, side)]
    return {"key": moment.isoformat(), "moment": moment, "said": said, "is_chosen": moment == pairing.meets_at}


def meets(pairing, parties, side, now):
    """The time that the pair agreed on, on both clocks; None where there is none."""
    if pairing.meets_at is None or pairing.ended_at:
        return None
    row = slot_row(pairing.meets_at, pairing, parties, side)
    return row | {"is_over": pairing.meets_at <= now, "day": pairing.meets_at.date()}


def meeting_row(meeting):
    return {
        "meeting": meeting,
        "day": date_format(meeting.held_on),
        "minutes": meeting.minutes,
        "length": duration_said(meeting.minutes),
    }
