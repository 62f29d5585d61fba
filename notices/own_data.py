"""What notices keep about a person."""

from people.own_data import Table

MACHINERY = ("dedupe_key", "lease", "last_error", "message_id", "digest", "subject_type", "subject_id")
TABLES = [
    Table("notices.Notice", "recipient", leave_out=MACHINERY),
    Table("notices.NoticeChoice", "person"),
    Table("notices.NoticeRhythm", "person"),
]
