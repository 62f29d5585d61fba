"""What consultations keep about a person."""

from people.own_data import Table

SENT_ONCE = ("form_key",)
TABLES = [
    Table("consultations.Idea", "author", leave_out=SENT_ONCE),
    Table("consultations.Endorsement", "person"),
    Table("consultations.Comment", "author", leave_out=SENT_ONCE),
    Table("consultations.Term", "proposer"),
    Table("consultations.Ballot", "person"),
    Table("consultations.Question", "author", leave_out=(*SENT_ONCE, "answered_by")),
    Table("consultations.Translation", "author", leave_out=SENT_ONCE),
    Table("consultations.Merge", "proposed_by"),
    Table("consultations.Follow", "person"),
    Table("consultations.Report", "reporter", leave_out=("decided_by",)),
    Table("consultations.Appeal", "author", leave_out=("decided_by",)),
]
