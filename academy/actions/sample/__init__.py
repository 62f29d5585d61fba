"""Loads the academy of the sample: schools, tracks, courses, people who learn, and things to take part in."""

from django.db import transaction

from consultations.rules.sample import check_can_load_sample
from people.models import Language

from ...models import Track
from .big import load_big_catalogue
from .catalogue import load_catalogue
from .cohorts import load_cohorts
from .learners import load_learners
from .opportunities import load_opportunities
from .round import load_round
from .source import LEADERSHIP, first_load


@transaction.atomic
def load_academy(*, now):
    """The academy over the consultation of the sample; loading again adds only what is missing. Answers its track."""
    check_can_load_sample()
    Language.objects.select_for_update().get(code="en")  # two loads at once would both find nothing there
    day = first_load(now)
    courses = load_catalogue(day=day, now=now)
    load_learners(day=day, courses=courses)
    load_opportunities(day=day, now=now)
    load_cohorts(day=day, now=now)
    return Track.objects.get(slug=LEADERSHIP)


@transaction.atomic
def load(*, now, big):
    """The academy of the sample, and with `big` the catalogue of the benchmarks too; answers rows with addresses."""
    loaded = [load_academy(now=now), load_round(now=now)]
    return [*loaded, *([load_big_catalogue(day=first_load(now))] if big else [])]
