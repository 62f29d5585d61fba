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

SHOWN = 5
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
    may = request.user.has_perm
    waiting = []
    if may("notices.view_notice"):
        context["outbox"] = outbox(timezone.now())
    if may("consultations.view_report"):
        waiting.append(_reports())
    if may("consultations.view_appeal"):
        waiting.append(_appeals())
    if may("consultations.view_question"):
        waiting.append(_questions())
    if may("consultations.view_consultation"):
        waiting.append(_closing())
    for waits in map(import_string, settings.DESK_WAITS):
        waiting += waits(request)
    return {**context, "waiting": waiting}


def _reports():
    reports = Report.objects.filter(decided_at=None).select_related(*TEXTS).order_by("created_at", "pk")
    return {
        "title": _("Open reports"),
        "count": reports.count(),
        "none": _("Nothing was reported."),
        "all": "admin:consultations_report_changelist",
        "page": "admin:consultations_report_change",
        "rows": [(row.pk, str(text_of(row)), row.get_reason_display(), row.created_at) for row in reports[:SHOWN]],
    }


def _appeals():
    appeals = Appeal.objects.filter(decided_at=None).select_related(*TEXTS).order_by("created_at", "pk")
    return {
        "title": _("Open appeals"),
        "count": appeals.count(),
        "none": _("No author waits for an answer."),
        "all": "admin:consultations_appeal_changelist",
        "page": "admin:consultations_appeal_change",
        "rows": [(row.pk, str(text_of(row)), str(row), row.created_at) for row in appeals[:SHOWN]],
    }


def _questions():
    questions = Question.objects.waiting().select_related("consultation").order_by("created_at", "pk")
    return {
        "title": _("Questions without an answer"),
        "count": questions.count(),
        "none": _("Every question is answered."),
        "all": "admin:consultations_question_changelist",
        "page": "admin:consultations_question_answer",
        "rows": [(row.pk, str(row), row.consultation.title, row.created_at) for row in questions[:SHOWN]],
    }


def _closing():
    now = timezone.now()
    closing = Consultation.objects.open_at(now).filter(closes_at__lte=now + SOON).order_by("closes_at", "pk")
    return {
        "title": _("Closing within seven days"),
        "count": closing.count(),
        "none": _("No consultation closes soon."),
        "all": "admin:consultations_consultation_changelist",
        "page": "admin:consultations_consultation_change",
        "rows": [(row.pk, row.title, "", row.closes_at) for row in closing[:SHOWN]],
    }
