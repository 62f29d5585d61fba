"""Verdicts on findings and on what they rest on."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_can_publish(finding, *, pieces):
    """A draft that rests on something; codes `published`, `evidence`. `pieces` is the number of pieces of evidence."""
    if finding.published_at:
        raise ValidationError(_("This finding is published already."), code="published")
    if not pieces:
        raise ValidationError(_("Name what the finding rests on: at least one piece of evidence."), code="evidence")


def check_can_withdraw(finding, reason):
    """Readers see it, and the trace says why it goes; codes `draft`, `reason`."""
    if not finding.published_at:
        raise ValidationError(_("Readers do not see this finding."), code="draft")
    if not reason.strip():
        raise ValidationError(_("Please give a reason."), code="reason")


def check_evidence_fits(evidence, consultation):
    """What a finding cites stands in its own consultation; code `elsewhere`."""
    if consultation_id_of(evidence) != consultation.pk:
        raise ValidationError(_("This belongs to another consultation."), code="elsewhere")


def consultation_id_of(evidence):
    """The consultation of the idea, comment, term or focus group."""
    if evidence.comment:
        return (evidence.comment.idea or evidence.comment.topic).consultation_id
    return (evidence.idea or evidence.focus_group or evidence.term.concept).consultation_id
