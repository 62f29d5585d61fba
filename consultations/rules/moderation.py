"""Verdicts on reports, and on hiding a text."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Report


def text_of(report):
    """The idea, comment, question, term or translation that a report or an appeal is about."""
    return report.idea or report.comment or report.question or report.term or report.translation


def author_of(text):
    """The person who wrote the text; a word is by its proposer, or by nobody."""
    return text.proposer if text._meta.model_name == "term" else text.author


def check_can_report(text, person):
    """Somebody else's text that readers still see; codes `own`, `hidden`."""
    if author_of(text) == person:
        raise ValidationError(_("This text is your own. You can change it, or ask a question."), code="own")
    if text.hidden_at:
        raise ValidationError(_("The moderators hid this text already."), code="hidden")


def check_report_says_enough(reason, note):
    """“Something else” says what; code `note`."""
    if reason == Report.Reason.OTHER and not note.strip():
        raise ValidationError({"note": ValidationError(_("Please say in a sentence what is wrong."), code="note")})


def check_can_hide(text, reason):
    """Readers see the text, and will see the reason in its place; codes `hidden`, `reason`."""
    if text.hidden_at:
        raise ValidationError(_("This text is hidden already."), code="hidden")
    check_reason(reason)


def check_can_show(text, reason):
    """The text is hidden, and the trace says why it comes back; codes `shown`, `reason`."""
    if not text.hidden_at:
        raise ValidationError(_("Readers see this text already."), code="shown")
    check_reason(reason)


def check_reason(reason):
    """A reason that can be read; code `reason`."""
    if not reason.strip():
        raise ValidationError(_("Please give a reason."), code="reason")


def check_not_decided(report):
    """Decisions stand; code `decided`."""
    if report.decided_at:
        raise ValidationError(
            _("This report is decided already: %(decision)s."),
            code="decided",
            params={"decision": report.get_decision_display()},
        )
