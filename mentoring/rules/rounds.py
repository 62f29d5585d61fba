"""When a matching round is announced, and what stays of it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What people rely on once a round is public; the rest of the terms stays from the publication on (migration 0002).
ANNOUNCED = ["slug", "cohort", "area"]
PUBLISHED = ["starts_on", "ends_on", "least_minutes", "may_share_affiliate", "thin_below", "most_candidates"]


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
