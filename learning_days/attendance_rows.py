"""Who is expected on a day and who was noted: the rows of the list, of the sheet and of the file, and their figures."""

from django.db.models import Count, Q

from .models import Attendance
from .rules.searching import folded, is_found
from .ticket_page import standing_of, venue_moment

How = Attendance.How


def rows_of(day):
    """The registrations of a day by name: all that stand, and those that left after they were noted.

    Each has `noted` (the attendance, or None), `standing` and `is_fixed`: a note that stays, of somebody who left.
    """
    found = day.registrations.filter(Q(left_at__isnull=True) | Q(attendance__isnull=False))
    found = found.select_related("person", "attendance__noted_by")
    rows = sorted(found.order_by("pk"), key=lambda row: folded(row.person.display_name))
    for row in rows:
        row.day = day
        row.noted = getattr(row, "attendance", None)
        row.moment = venue_moment(row.noted.noted_at, day) if row.noted else ""
        row.standing = standing_of(row)
        row.is_fixed = row.left_at is not None
    return rows


def found_by(rows, typed):
    """The rows whose name or user name begins with what was typed; all of them where nothing was."""
    return [row for row in rows if is_found(typed, row.person.display_name, row.person.username)]


def parts_of(rows):
    """The rows in three parts: those with a seat, staff, and those without a seat, for whom there may be room."""
    seats = [row for row in rows if not row.is_staff and row.seated_at]
    staff = [row for row in rows if row.is_staff]
    others = [row for row in rows if not row.is_staff and not row.seated_at]
    return {"seats": seats, "staff": staff, "others": others}


def with_figures(days):
    """Days with who was expected and who came; staff are counted apart from participants."""
    stands = Q(registrations__left_at__isnull=True)
    seated = Q(registrations__seated_at__isnull=False)
    staff = Q(registrations__is_staff=True)
    came = Q(registrations__attendance__isnull=False)
    counts = {
        "seats": stands & seated & ~staff,
        "came": came & ~staff,
        "came_with_seat": came & seated & ~staff,
        "came_without_seat": came & ~seated & ~staff,
        "staff": stands & staff,
        "staff_came": came & staff,
        **{f"by_{how}": came & Q(registrations__attendance__how=how) for how in How.values},
    }
    counted = {name: Count("registrations", filter=condition) for name, condition in counts.items()}
    return days.annotate(**counted).order_by("date", "pk")
