"""Verdicts on outcomes of ideas."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Outcome


def check_can_decide(idea, *, decisions, seen):
    """A shared idea that readers see, as the decider saw it; codes `draft`, `hidden`, `stale`.

    `decisions` is the number of decisions on it so far, `seen` the number when the page was opened.
    """
    if idea.shared_at is None:
        raise ValidationError(_("A draft has no outcome."), code="draft")
    if idea.hidden_at:
        raise ValidationError(_("This idea is hidden: show it again before you decide."), code="hidden")
    if decisions != seen:
        raise ValidationError(
            _("Somebody else decided meanwhile. Look at what stands there now; save again to replace it."),
            code="stale",
        )


def check_decision_fits(outcome, *, kind, because, became="", became_url=""):
    """It says why, what was declined became nothing, and something changes; codes `because`, `became`, `open`, `same`.

    `outcome` is what stands now, or None. The kind "" means that the idea is open again.
    """
    if not because.strip():
        raise ValidationError({"because": ValidationError(_("Say why: readers see it."), code="because")})
    if kind not in (Outcome.Kind.BECAME, Outcome.Kind.PARTLY) and (became or became_url):
        said = _("Only what became real has something that it became: take that out, or choose another outcome.")
        raise ValidationError({"became": ValidationError(said, code="became")})
    if became_url and not became:
        said = _("Say in a few words what stands at this address.")
        raise ValidationError({"became": ValidationError(said, code="became")})
    if not kind and outcome is None:
        raise ValidationError(_("This idea is still open."), code="open")
    stands = outcome and (outcome.kind, outcome.because, outcome.became, outcome.became_url)
    if stands == (kind, because, became, became_url):
        raise ValidationError(_("This is the outcome that stands there already."), code="same")
