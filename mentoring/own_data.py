"""What mentoring keeps about a person. What the other one of a pair wrote stays the other one's."""

from django.db.models import Q

from people.own_data import Table

MADE = Q(offered_at__isnull=False)  # a draft of a round is nothing that anybody was told
MATCHING = ("points", "codes", "reason")
SETTLING = ("settled_by", "outcome")
TABLES = [
    Table("mentoring.Mentor", "person"),
    Table("mentoring.OfferedSkill", "mentor__person"),
    Table("mentoring.Availability", "person"),
    Table("mentoring.Block", "availability__person"),
    Table("mentoring.Exclusion", "person"),
    Table("mentoring.MentoringRequest", "person"),
    Table("mentoring.WantedSkill", "request__person"),
    Table("mentoring.Proposal", "request__person", leave_out=MATCHING, only=MADE),
    Table("mentoring.Proposal", "mentor__person", leave_out=(*MATCHING, "message"), only=MADE),
    Table("mentoring.Pairing", "mentee", leave_out=("ended_by", "nudged_at")),
    Table("mentoring.Pairing", "mentor__person", leave_out=("ended_by",)),
    Table("mentoring.Goal", "added_by"),
    Table("mentoring.Meeting", "logged_by"),
    Table("mentoring.CheckIn", "person", leave_out=SETTLING),
    Table("mentoring.PairingFeedback", "person"),
    Table("mentoring.Concern", "author", leave_out=SETTLING),
]
