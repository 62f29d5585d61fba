"""What people hear of reports from home: carried on, named as a teacher, hidden, shown again."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

WITHDRAWN = Notice.Reason.WITHDRAWN


def page_of(notice, sharing):
    return sharing.get_absolute_url()


def is_shown(notice, sharing):
    return sharing.hidden_at is None


def is_hidden(notice, sharing):
    return sharing.hidden_at is not None


def withdrawn_unless(holds):
    return lambda notice, sharing: "" if holds(notice, sharing) else WITHDRAWN


def withdrawn_if_answered(notice, sharing):
    """A question that was answered on the page, or taken back by the author, is not put any more."""
    row = sharing.teachers.filter(person=notice.recipient_id, agreed_at__isnull=True, declined_at__isnull=True)
    return "" if is_shown(notice, sharing) and row.exists() else WITHDRAWN


def with_author(notice, sharing):
    return {"author": sharing.person}


KINDS = [
    Kind(
        name="sharing_continued",
        label=_("Somebody shared on what I reported from home"),
        template="learning_days/mail/sharing_continued",
        url=page_of,
        check=withdrawn_unless(is_shown),
        may_read=is_shown,
        context=with_author,
        related=("person", "before"),
    ),
    Kind(
        name="teacher_named",
        label=_("Somebody says that I can teach something now"),
        template="learning_days/mail/teacher_named",
        url=page_of,
        check=withdrawn_if_answered,
        may_read=is_shown,
        context=with_author,
        related=("person", "before"),
    ),
    Kind(
        name="sharing_hidden",
        label=_("The organizers hid a report of mine"),
        template="learning_days/mail/sharing_hidden",
        url=page_of,
        can_choose=False,
        check=withdrawn_unless(is_hidden),
        may_read=is_hidden,
    ),
    Kind(
        name="sharing_shown",
        label=_("The organizers show a report of mine again"),
        template="learning_days/mail/sharing_shown",
        url=page_of,
        check=withdrawn_unless(is_shown),
        may_read=is_shown,
    ),
]
