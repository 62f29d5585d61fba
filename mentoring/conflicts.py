"""Who must not review whose application: mentor and mentee; `config.wiring` names the finder."""

from datetime import timedelta

from django.utils import timezone

from .models import Pairing

FOR = timedelta(days=365)  # after the end of a pairing


def mentor_pairs(people, applicants):
    """Pairs (person, applicant), as keys, of whom one mentors the other, or did within the last year."""
    people, applicants = set(people), set(applicants)
    rows = Pairing.objects.of_two_since(timezone.now() - FOR)
    rows = rows.among(people | applicants).values_list("mentee", "mentor__person", "co_mentor__person")
    found = set()
    for mentee, *mentors in rows:
        for mentor in mentors:
            found |= {(mentor, mentee), (mentee, mentor)}
    return sorted((one, other) for one, other in found if one in people and other in applicants)
