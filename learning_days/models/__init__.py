"""The facts of Learning Days, by subject."""

from .calendars import CalendarToken
from .editions import Day, Edition, Figure, Room
from .programme import Release, Workshop, WorkshopLead
from .registrations import Attendance, Feedback, Need, Registration, WorkshopSeat
from .reminders import ReminderRule, ReminderText
from .sharing import Pledge, Sharing, SharingTeacher

__all__ = [
    "Attendance",
    "CalendarToken",
    "Day",
    "Edition",
    "Feedback",
    "Figure",
    "Need",
    "Pledge",
    "Registration",
    "Release",
    "ReminderRule",
    "ReminderText",
    "Room",
    "Sharing",
    "SharingTeacher",
    "Workshop",
    "WorkshopLead",
    "WorkshopSeat",
]
