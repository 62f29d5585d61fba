"""What people hear of a cohort that seeks them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice


def withdrawn_if_closed(notice, cohort):
    """One can still apply. Whether this person has applied is not asked: organizers must not learn it from here."""
    return "" if is_published(notice, cohort) and cohort.closes_at > timezone.now() else Notice.Reason.WITHDRAWN


def is_published(notice, cohort):
    return bool(cohort.published_at)


KINDS = [
    Kind(
        name="cohort_invitation",
        label=_("The organizers invite me to apply to a cohort"),
        template="academy/mail/cohort_invitation",
        url=lambda notice, cohort: cohort.get_absolute_url(),
        check=withdrawn_if_closed,
        may_read=is_published,
    ),
]
