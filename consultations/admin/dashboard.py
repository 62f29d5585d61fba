"""The first page of the organizers: what waits for them."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from notices.admin import outbox

from ..models import Appeal, Consultation, Question, Report
from ..rules.moderation import text_of
from .moderation import TEXTS
from .waiting import part, parts_for

SOON = timedelta(days=7)


def open_reports(request):
    """The number beside "Reports" in the sidebar, or nothing."""
    return Report.objects.filter(decided_at=None).count() or ""


def open_appeals(request):
    """The number beside "Appeals" in the sidebar, or nothing."""
    return Appeal.objects.filter(decided_at=None).count() or ""


def unanswered(request):
    """The number beside "Questions" in the sidebar, or nothing."""
    return Question.objects.waiting().count() or ""


def what_waits(request, context):
    """The outbox, open reports, questions, consultations that close soon, and what the apps above add."""
    if request.user.has_perm("notices.view_notice"):
        context["outbox"] = outbox(timezone.now())
    parts = {Report: [_reports], Appeal: [_appeals], Question: [_questions], Consultation: [_closing]}
    waiting = parts_for(request, parts)
    for waits in map(import_string, settings.DESK_WAITS):
        waiting += waits(request)
    return {**context, "waiting": waiting}


def _reports(_person):
    return part(
        Report.objects.filter(decided_at=None).select_related(*TEXTS).order_by("created_at", "pk"),
        lambda row: (row.pk, str(text_of(row)), row.get_reason_display(), row.created_at),
        title=_("Open reports"),
        none=_("Nothing was reported."),
    )


def _appeals(_person):
    return part(
        Appeal.objects.filter(decided_at=None).select_related(*TEXTS).order_by("created_at", "pk"),
        lambda row: (row.pk, str(text_of(row)), str(row), row.created_at),
        title=_("Open appeals"),
        none=_("No author waits for an answer."),
    )


def _questions(_person):
    return part(
        Question.objects.waiting().select_related("consultation").order_by("created_at", "pk"),
        lambda row: (row.pk, str(row), row.consultation.title, row.created_at),
        title=_("Questions without an answer"),
        none=_("Every question is answered."),
        page="admin:consultations_question_answer",
    )


def _closing(_person):
    now = timezone.now()
    return part(
        Consultation.objects.open_at(now).filter(closes_at__lte=now + SOON).order_by("closes_at", "pk"),
        lambda row: (row.pk, row.title, "", row.closes_at),
        title=_("Closing within seven days"),
        none=_("No consultation closes soon."),
    )
