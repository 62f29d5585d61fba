"""The organizers' desk of Learning Days: everybody sees the editions that they organize, and what belongs to them."""

from . import answers, days, editions, needs, programme_pages, registrations, reminders, sharing, workshops

__all__ = [
    "answers",
    "days",
    "editions",
    "needs",
    "programme_pages",
    "registrations",
    "reminders",
    "sharing",
    "workshops",
]
