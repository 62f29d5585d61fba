"""What reviewers are told."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..models import Review

REASON = Notice.Reason


def desk(notice, cohort):
    return f"{reverse('academy:reviews')}#cohort-{cohort.pk}"


def withdrawn_unless_something_waits(notice, cohort):
    """Who has submitted everything, or reviews no more, is not asked to."""
    waiting = Review.objects.of_people().waiting().counting()
    waits = waiting.filter(application__cohort=cohort, reviewer=notice.recipient_id).exists()
    return "" if waits and not hasattr(cohort, "selection") else REASON.WITHDRAWN


def withdrawn_or_moved(notice, cohort):
    """As above; and a day that was moved has a reminder of its own."""
    if str(cohort.decisions_on) != notice.payload["decisions_on"]:
        return REASON.MOVED
    return withdrawn_unless_something_waits(notice, cohort)


def always(notice, cohort):
    return True


KINDS = [
    Kind(
        name="reviews_assigned",
        label=_("Applications wait for my review"),
        template="academy/mail/reviews_assigned",
        url=desk,
        check=withdrawn_unless_something_waits,
        may_read=always,
    ),
    Kind(
        name="reviews_due",
        label=_("The time for my reviews runs out"),
        template="academy/mail/reviews_due",
        url=desk,
        check=withdrawn_or_moved,
        may_read=always,
    ),
]
