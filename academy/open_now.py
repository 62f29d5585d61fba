"""What the home page tells of the academy: the cohorts that take applications now."""

from .models import Cohort
from .windows import last_day

MOST = 5


def open_cohorts(now):
    """The cohorts that take applications, the next deadline first, as rows for `academy/_open_cohorts.html`."""
    cohorts = Cohort.objects.open_at(now).with_list_row().order_by("closes_at", "pk")[:MOST]
    return [{"cohort": cohort, "last_day": last_day(cohort)} for cohort in cohorts]
