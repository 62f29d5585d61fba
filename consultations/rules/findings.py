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


def check_evidence(piece, *, consultation_id, cited):
    """One thing, of the finding's own consultation, not among those `cited`; codes `one`, `elsewhere`, `twice`."""
    things = [thing for thing in (piece.idea, piece.comment, piece.term, piece.focus_group) if thing]
    if len(things) != 1:
        raise ValidationError(_("A piece of evidence is one thing: an idea, a comment, a word or a group."), code="one")
    if consultation_id and consultation_id_of(piece) != consultation_id:
        raise ValidationError(_("This belongs to another consultation."), code="elsewhere")
    if things[0] in cited:
        raise ValidationError(_("This finding cites it already."), code="twice")


def consultation_id_of(piece):
    """The consultation of the idea, comment, term or focus group."""
    if piece.comment:
        return (piece.comment.idea or piece.comment.topic).consultation_id
    return (piece.idea or piece.focus_group or piece.term.concept).consultation_id
