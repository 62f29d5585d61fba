"""Reporting a text, deciding on reports, hiding a text and showing it again."""

from django.db import transaction
from django.utils import timezone

from ..kept_lists import forget_lists
from ..models import Appeal, Report
from ..rules import moderation as rules
from .telling import tell_of_appeal, tell_of_decision, tell_of_hiding


@transaction.atomic
def report(*, text, reporter, reason, note=""):
    """Ask the moderators to look at a text. As long as that report is open, another one is the same."""
    text = locked(text)
    rules.check_can_report(text, reporter)
    rules.check_report_says_enough(reason, note)
    kept, _new = Report.objects.get_or_create(
        reporter=reporter, decided_at=None, **{kind_of(text): text}, defaults={"reason": reason, "note": note}
    )
    return kept


@transaction.atomic
def keep(*, report, actor):
    """Decide that a reported text stays: this answers every open report of it."""
    text = locked(rules.text_of(report))
    rules.check_not_decided(Report.objects.get(pk=report.pk))
    _decide(text, Report.Decision.KEPT, actor)
    return text


@transaction.atomic
def hide(*, text, reason, actor, report=None):
    """Hide a text; readers see the reason in its place. This answers every open report of it."""
    text = locked(text)
    if report:
        rules.check_not_decided(Report.objects.get(pk=report.pk))
    rules.check_can_hide(text, reason)
    text.hidden_at, text.hidden_reason = timezone.now(), reason.strip()
    _save_with_trace(text, actor, reason)
    tell_of_hiding(text, reason, "text_hidden")
    _decide(text, Report.Decision.HIDDEN, actor)
    return text


@transaction.atomic
def show(*, text, reason, actor):
    """Show a hidden text again; the reason stays in its history. An open appeal of its author is answered by it."""
    text = locked(text)
    rules.check_can_show(text, reason)
    text.hidden_at, text.hidden_reason = None, ""
    _save_with_trace(text, actor, reason)
    appeal = Appeal.objects.filter(decided_at=None, **{kind_of(text): text}).first()
    if appeal:
        answer_appeal(appeal, Appeal.Decision.SHOWN, reason, actor)
    else:
        tell_of_hiding(text, reason, "text_shown")
    return text


def answer_appeal(appeal, decision, answer, actor):
    """Write down what was decided on an open appeal, and tell the author; the caller holds the text."""
    appeal.decision, appeal.answer = decision, answer.strip()
    appeal.decided_at, appeal.decided_by = timezone.now(), actor
    appeal.save(update_fields=["decision", "answer", "decided_at", "decided_by"])
    tell_of_appeal(appeal)


def kind_of(text):
    """The name of its column in reports and appeals."""
    return text._meta.model_name


def locked(text):
    """The text as it stands, ours alone until the end: no report slips in while it is decided on."""
    return type(text).objects.select_for_update().get(pk=text.pk)


def _save_with_trace(text, actor, reason):
    text._history_user = actor
    text._change_reason = reason.strip()[:100]
    text.save(update_fields=["hidden_at", "hidden_reason"])
    if kind_of(text) == "idea":
        forget_lists(text.consultation_id)


def _decide(text, decision, actor):
    reports = Report.objects.filter(decided_at=None, **{kind_of(text): text})
    decided = list(reports)
    reports.update(decision=decision, decided_at=timezone.now(), decided_by=actor)
    tell_of_decision(decided)
