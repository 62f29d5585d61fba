"""When a matching round is announced, and what stays of it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What people rely on once a round is public; the rest of the terms stays from the publication on (migration 0002).
ANNOUNCED = ["slug", "cohort", "area"]
PUBLISHED = ["starts_on", "ends_on", "least_minutes", "may_share_affiliate", "thin_below", "most_candidates"]


LONGEST = timedelta(days=3 * 366)  # a pairing; check-ins are planned for as long


def check_dates(starts_on, ends_on):
    """Pairs work together for some months; the hours of centuries are not compared."""
    if ends_on - starts_on > LONGEST:
        said = _("Pairs work together for three years at most. Choose an earlier last day.")
        raise ValidationError({"ends_on": ValidationError(said, code="too_long")})


def check_can_announce(matching, today):
    """A round that lies in the past is not announced."""
    if matching.ends_on <= today:
        raise ValidationError(
            _("The pairings of this round would have ended already. Choose other dates first."), code="over"
        )


def check_can_choose(matching):
    """What was published stays as it is."""
    if matching.published_at:
        raise ValidationError(_("This round is published: its pairs stay as they are."), code="published")
