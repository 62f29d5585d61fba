"""What people hear of the opportunities that they proposed."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

WITHDRAWN = Notice.Reason.WITHDRAWN


def is_published(notice, opportunity):
    return bool(opportunity.published_at)


def is_declined(notice, opportunity):
    return bool(opportunity.declined_at)


def page_of(notice, opportunity):
    return opportunity.get_absolute_url()


KINDS = [
    Kind(
        name="opportunity_published",
        label=_("An opportunity that I proposed is published"),
        template="academy/mail/opportunity_published",
        url=page_of,
        check=lambda notice, opportunity: "" if is_published(notice, opportunity) else WITHDRAWN,
        may_read=is_published,
    ),
    Kind(
        name="opportunity_declined",
        label=_("An opportunity that I proposed is declined"),
        template="academy/mail/opportunity_declined",
        url=page_of,
        check=lambda notice, opportunity: "" if is_declined(notice, opportunity) else WITHDRAWN,
        may_read=is_declined,
    ),
]
