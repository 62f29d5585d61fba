"""What the ticket of a registration shows, and what whoever scans it sees."""

from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.safestring import mark_safe

from .edition_page import day_row
from .models import Attendance

CODE_SIZE = 270  # pixels; less on the smallest phones


def ticket_of(registration):
    """The day with its hours, who it is for, the code, and why there is none yet, or no more."""
    edition = registration.day.edition
    return {
        "registration": registration,
        "edition": edition,
        "item": day_row(registration.day, edition.zone),
        "standing": standing_of(registration),
        "noted": noted_at(registration),
    }


def code_of(registration):
    """The QR code as inline SVG: dark on light with its quiet margin, whatever the page looks like."""
    code = segno.make(scan_address(registration), error="m", micro=False)
    svg = code.svg_inline(border=4, omitsize=True, light="#fff", dark="#000", lineclass=None)
    return mark_safe(svg.replace("<svg ", f'<svg width="{CODE_SIZE}" height="{CODE_SIZE}" ', 1))


def scan_address(registration):
    return settings.SITE_URL + reverse("learning_days:scan", args=[registration.token])


def standing_of(registration):
    """One word: cancelled, left, staff, seated, offered or waiting."""
    if registration.day.cancelled_at:
        return "cancelled"
    if registration.left_at:
        return "left"
    if registration.is_staff:
        return "staff"
    if registration.seated_at:
        return "seated"
    return "offered" if registration.offered_at else "waiting"


def noted_at(registration):
    """When and how somebody was noted, on the venue's clock; or nothing."""
    note = getattr(registration, "attendance", None)
    return note and {"moment": venue_moment(note.noted_at, registration.day), "how": note.get_how_display()}


def venue_moment(moment, day):
    """The hour alone on the day itself, else with its date."""
    local = timezone.localtime(moment, ZoneInfo(day.edition.zone))
    return formats.time_format(local) if local.date() == day.date else formats.date_format(local, "DATETIME_FORMAT")


def came_of(day):
    """How many are noted of those who are expected, staff among them."""
    expected = day.registrations.expected().count()
    return {"came": Attendance.objects.filter(registration__day=day).count(), "expected": expected}
