"""Verdicts on appeals: an author asks once a hiding, and another moderator than the one who hid the text upholds it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Appeal
from .moderation import author_of


def check_can_appeal(text, person):
    """One's own text that is hidden; codes `not_own`, `shown`."""
    if author_of(text) != person:
        raise ValidationError(_("Only the author of a text can ask the moderators about it."), code="not_own")
    if not text.hidden_at:
        raise ValidationError(_("Readers see this text again already."), code="shown")


def check_says_why(reason):
    """The moderators learn why; code `reason`."""
    if not reason.strip():
        reason_missing = ValidationError(_("Please say why the text should be shown."), code="reason")
        raise ValidationError({"reason": reason_missing})


def check_not_decided(appeal):
    """One decision an appeal, and one appeal a hiding; code `decided`."""
    if appeal.decided_at:
        raise ValidationError(
            _("This appeal is decided already: %(decision)s."),
            code="decided",
            params={"decision": appeal.get_decision_display()},
        )


def check_has_an_answer(answer):
    """The author reads why; code `answer`."""
    if not answer.strip():
        raise ValidationError({"answer": ValidationError(_("Please answer the author in a sentence."), code="answer")})


def check_can_decide(decision, actor, hidden_by):
    """Who hid a text may show it again, but not uphold the own hiding, unless a superuser; code `own_hiding`.

    A site with a single moderator still has its superuser, so that no appeal is left without an answer.
    """
    if decision == Appeal.Decision.UPHELD and actor == hidden_by and not actor.is_superuser:
        raise ValidationError(
            _("You hid this text yourself. Show it again, or let another moderator decide."), code="own_hiding"
        )
