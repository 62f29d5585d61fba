"""Loads the mentoring of the sample: people who offer and ask, a round with its proof, and pairs at work."""

from django.db import transaction

from consultations.rules.sample import check_can_load_sample
from notices.actions.planning import withhold
from notices.models import Notice
from people.models import Language

from ...models import Round
from .pairs import load_pairs
from .people import load_mentors, load_requests, load_weeks
from .rounds import load_round, published_day
from .source import FIRST_ROUND, Names, read


@transaction.atomic
def load_mentoring(*, now):
    """All of it, once: where the first round stands nothing is touched. Answers that round."""
    check_can_load_sample()
    Language.objects.select_for_update().get(code="en")  # two loads at once would both find nothing there
    standing = Round.objects.filter(slug=FIRST_ROUND).first()
    if standing:
        return standing
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    names = Names(now)
    first = _lived(names)
    told = Notice.objects.filter(pk__gt=last).exclude(kind="proposal_asked")  # which is of today
    withhold(told, Notice.Reason.PAST_GRACE)  # nobody gets mail of invented days
    return first


def _lived(names):
    """What happened day by day: the actions are those of the site, at the moments of the files."""
    rows, first_day = read("rounds")["rounds"], published_day()
    load_weeks(names)
    load_mentors(names, until=first_day)
    load_requests(names, until=first_day)
    first = load_round(names, rows[0])
    load_pairs(names, first)
    load_mentors(names, since=first_day)
    load_requests(names, since=first_day)
    for row in rows[1:]:
        load_round(names, row)
    return first


def load(*, now, big):
    """The mentoring of the sample; answers rows with addresses. Benchmarks make rounds of their own."""
    return [load_mentoring(now=now)]
