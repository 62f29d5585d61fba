"""What the academy keeps about a person. Decisions are read on their own page, once they are told."""

from people.own_data import Table

TABLES = [
    Table("academy.Enrolment", "person"),
    Table("academy.SessionAttendance", "enrolment__person", leave_out=("recorded_by",)),
    Table("academy.SelfAssessment", "person"),
    Table("academy.Certificate", "person", leave_out=("revoked_by",)),
    Table("academy.Application", "person", leave_out=("is_sample", "sample_title")),
    Table("academy.Answer", "application__person", leave_out=("expected_level",)),
    Table("academy.Offer", "application__person", leave_out=("made_by",)),
    Table("academy.Reviewer", "person"),
    Table("academy.Review", "reviewer", leave_out=("assigned_by",)),
    Table("academy.Score", "review__reviewer"),
    Table("academy.Conflict", "person", leave_out=("application",)),  # whose it is stays hidden
    Table("academy.Opportunity", "proposed_by", leave_out=("form_key",)),
]
