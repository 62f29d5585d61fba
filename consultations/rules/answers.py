"""When a question may be answered."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_can_answer(question, text, seen):
    """A text on top of the answer that the writer saw, for a shown question; codes `empty`, `hidden`, `stale`."""
    if not text.strip():
        raise ValidationError(_("An answer has a text."), code="empty")
    if question.hidden_at:
        raise ValidationError(_("This question is hidden: show it again before you answer."), code="hidden")
    if question.answer != seen:
        raise ValidationError(
            _("Somebody else answered meanwhile. Read that answer in another tab, then open this page anew."),
            code="stale",
        )
