"""What applicants hear of their applications; the mail of a decision is another subject's."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..models import Application

REASON = Notice.Reason


def withdrawn_with_it(notice, application):
    return REASON.WITHDRAWN if application.withdrawn_at else ""


def withdrawn_unless_drafted(notice, cohort):
    """A draft waits still, and the deadline is the one that the notice speaks of."""
    if not is_newest(notice, cohort):
        return REASON.MOVED
    drafts = Application.objects.filter(cohort=cohort, person=notice.recipient_id).drafts()
    return "" if drafts.exists() else REASON.WITHDRAWN


def is_newest(notice, cohort):
    return cohort.closes_at == datetime.fromisoformat(deadline_of(notice))


def deadline_of(notice):
    return notice.payload.get("deadline") or notice.payload["new"]


def always(notice, subject):
    return True


def with_cohort(notice, application):
    return {"cohort": application.cohort}


def with_moments(notice, cohort):
    return {"cohort": cohort, "old": datetime.fromisoformat(notice.payload["old"])}


def form_of(notice, cohort):
    return reverse("academy:apply", args=[cohort.slug])


KINDS = [
    Kind(
        name="application_received",
        label=_("My application to a cohort arrives"),
        template="academy/mail/application_received",
        is_blind=True,
        url=lambda notice, application: application.get_absolute_url(),
        check=withdrawn_with_it,
        context=with_cohort,
        related=("cohort",),
    ),
    Kind(
        name="draft_reminder",
        label=_("The deadline of a cohort comes near, and my application is not sent"),
        template="academy/mail/draft_reminder",
        is_blind=True,
        url=form_of,
        check=withdrawn_unless_drafted,
        may_read=always,
        context=lambda notice, cohort: {"cohort": cohort},
    ),
    Kind(
        name="deadline_moved",
        label=_("The deadline of a cohort moves, and my application is not sent"),
        template="academy/mail/deadline_moved",
        is_blind=True,
        url=form_of,
        check=withdrawn_unless_drafted,
        may_read=always,
        context=with_moments,
    ),
]
