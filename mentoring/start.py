"""What the first page of mentoring says: the rounds to come, and counts."""

from django.utils.formats import date_format

from .models import Mentor, MentoringRequest, Pairing, Round

MOST_ROUNDS = 5


def rounds_to_come(now):
    """Rounds that are announced and whose pairings did not end yet, the next one first, as rows."""
    return rows_of(Round.objects.announced_at(now).filter(ends_on__gte=now.date()))


def open_rounds(now):
    """Rounds in which one can still ask or offer, the next one first, as rows."""
    return rows_of(Round.objects.announced_at(now).filter(published_at__isnull=True, ends_on__gte=now.date()))


def rows_of(rounds):
    rows = rounds.select_related("language", "cohort__language", "area").order_by("starts_on", "pk")[:MOST_ROUNDS]
    return [{"round": row, "starts": date_format(row.starts_on), "ends": date_format(row.ends_on)} for row in rows]


def so_far(now):
    """How many pairs work together, and how many rounds are announced, for the loop on the home page."""
    return {"pairs": Pairing.objects.active().count(), "rounds": Round.objects.announced_at(now).count()}


def counts(now):
    """How many work together, have a place to give, and look for a mentor."""
    return {
        "pairs": Pairing.objects.active().count(),
        "mentors": Mentor.objects.present_on(now.date()).with_load().filter(free__gt=0).count(),
        "requests": MentoringRequest.objects.open().count(),
    }
