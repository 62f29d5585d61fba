"""Publishing findings, correcting them, and taking them back."""

from django.db import transaction
from django.utils import timezone

from ..models import Finding
from ..rules.findings import check_can_publish, check_can_withdraw
from .telling import tell_of_finding

WORDS = {"title", "body", "language"}  # what a translation renders


@transaction.atomic
def publish(*, finding, actor):
    """Let everybody read a finding; those who follow the consultation are told, once."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)  # two organizers, one publication
    check_can_publish(finding, pieces=finding.evidence.count())
    finding.published_at, finding.published_by = timezone.now(), actor
    _save(finding, ["published_at", "published_by"], actor)
    tell_of_finding(finding, actor)
    return finding


@transaction.atomic
def withdraw(*, finding, reason, actor):
    """Make a draft of it again; the reason stays in its history."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    check_can_withdraw(finding, reason)
    finding.published_at = finding.published_by = None
    finding._change_reason = reason.strip()[:100]
    _save(finding, ["published_at", "published_by"], actor)
    return finding


@transaction.atomic
def change(*, finding, fields, actor):
    """Write the named fields of a finding; new words of a published one are a new revision of it."""
    standing = Finding.objects.select_for_update().get(pk=finding.pk)
    finding.revision = standing.revision + bool(standing.published_at and WORDS & set(fields))
    html = ["body_html"] if "body" in fields else []
    _save(finding, [*fields, *html, "revision"], actor)
    return finding


def _save(finding, fields, actor):
    finding._history_user = actor
    finding.save(update_fields=fields)
