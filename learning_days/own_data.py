"""What Learning Days keep about a person."""

from django.db.models import Q

from people.own_data import Table

HELD = "registration__person"
NAMED = (HELD, "registration__day")  # as a registration is named
TABLES = [
    Table("learning_days.Registration", "person", leave_out=("token",)),
    Table("learning_days.Need", HELD, along=NAMED),
    Table("learning_days.WorkshopSeat", HELD, leave_out=("during",), along=NAMED),
    Table("learning_days.Attendance", HELD, leave_out=("noted_by",), along=NAMED),
    Table("learning_days.Feedback", HELD, along=NAMED),
    Table("learning_days.Workshop", "proposed_by"),
    Table("learning_days.WorkshopLead", "person", leave_out=("during",)),
    Table("learning_days.Pledge", "person"),
    Table("learning_days.Sharing", "person", leave_out=("form_key",)),
    Table("learning_days.SharingTeacher", "person", only=Q(sharing__hidden_at__isnull=True)),
    Table("learning_days.CalendarToken", "person", leave_out=("token",)),
]
