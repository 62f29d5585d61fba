"""What the home page tells of the academy: the cohorts that take applications now."""

from .models import Cohort
from .windows import with_last_days

MOST = 5


def open_cohorts(now):
    """The cohorts that take applications, the next deadline first, as rows for `academy/_open_cohorts.html`."""
    return with_last_days(Cohort.objects.open_at(now).with_list_row().order_by("closes_at", "pk")[:MOST])
