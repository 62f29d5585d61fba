"""What people hear of their pledges from the organizers: hidden, and shown again."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice


def page_of(notice, pledge):
    return pledge.get_absolute_url()


def is_own(notice, pledge):
    return pledge.person_id == notice.recipient_id


def is_hidden(notice, pledge):
    return is_own(notice, pledge) and pledge.hidden_at is not None


def is_shown(notice, pledge):
    return is_own(notice, pledge) and pledge.hidden_at is None


def withdrawn_unless(holds):
    """Told as long as it holds: a pledge that is shown again meanwhile is not told of as hidden."""
    return lambda notice, pledge: "" if holds(notice, pledge) else Notice.Reason.WITHDRAWN


KINDS = [
    Kind(
        name="pledge_hidden",
        label=_("The organizers hid a pledge of mine"),
        template="learning_days/mail/pledge_hidden",
        url=page_of,
        can_choose=False,
        check=withdrawn_unless(is_hidden),
        may_read=is_hidden,
    ),
    Kind(
        name="pledge_shown",
        label=_("The organizers show a pledge of mine again"),
        template="learning_days/mail/pledge_shown",
        url=page_of,
        check=withdrawn_unless(is_shown),
        may_read=is_shown,
    ),
]
