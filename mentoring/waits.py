"""How long people waited for a mentor in one place, and how many found one: from past rounds, for who waits now."""

from statistics import median

from django.db.models import Min

from consultations.rules.small_cells import LEAST, cells_to_hide

from .models import MentoringRequest, Round

DAY = 24 * 60 * 60  # seconds


def past_waits(*, cohort, area):
    """{days: the median from request to pairing, None where too few were paired to tell; people: how many were;
    last_round: its figures, see `last_round`}.
    """
    rows = MentoringRequest.objects.in_place(cohort=cohort, area=area).filter(pairings__isnull=False)
    rows = rows.annotate(paired_at=Min("pairings__proposal__answered_at"))
    waits = [(found - asked).total_seconds() / DAY for asked, found in rows.values_list("created_at", "paired_at")]
    enough = len(waits) >= LEAST
    return {
        "days": max(round(median(waits)), 1) if enough else None,
        "people": len(waits) if enough else None,
        "last_round": last_round(cohort=cohort, area=area),
    }


def last_round(*, cohort, area):
    """{round, requests, matched} of the newest published round of the place; without numbers where one is small.

    None where no round was published there yet.
    """
    rounds = Round.objects.filter(cohort=cohort, area=area).published().select_related("language")
    newest = rounds.order_by("-published_at", "-pk").first()
    solution = newest and newest.solutions.defer("candidates").order_by("-version").first()
    if solution is None:
        return None
    requests, matched = solution.figures.get("requests", 0), solution.figures.get("matched", 0)
    counts = {"matched": matched, "alone": requests - matched}
    if not requests or cells_to_hide(counts, total_is_shown=True):
        return {"round": newest}
    return {"round": newest, "requests": requests, "matched": matched}
