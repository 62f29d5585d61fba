"""Verdicts on merging one idea into another."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Merge

REFUSALS = {
    "itself": _("An idea cannot be merged into itself."),
    "elsewhere": _("Only ideas of the same consultation are merged."),
    "draft": _("A draft is its author's own: only shared ideas are merged."),
    "hidden": _("The moderators hid one of the two ideas: only ideas that everybody can read are merged."),
    "merged": _("This idea goes on in another one already, or its author is asked already."),
    "circle": _("The other idea goes on in this one: a merge the other way round would be a circle."),
    "target_merged": _("The other idea goes on in a third one itself, or its author is asked. Choose that third one."),
    "reason": _("Please give a reason."),
    "stranger": _("Only the authors of the two ideas answer."),
}


def refused(code):
    return ValidationError(REFUSALS[code], code=code)


def check_can_propose(source, target, reason):
    """Two ideas of one consultation that everybody can read, neither of which goes on elsewhere; codes of REFUSALS."""
    if source.pk == target.pk:
        raise refused("itself")
    if source.consultation_id != target.consultation_id:
        raise refused("elsewhere")
    check_readable(source, target)
    standing = Merge.objects.standing()
    if standing.filter(source=source).exists():
        raise refused("merged")
    if goes_on_in(target, source):
        raise refused("circle")
    if standing.filter(source=target).exists():
        raise refused("target_merged")
    if not reason.strip():
        raise refused("reason")


def check_readable(source, target):
    """Both ideas are shared and not hidden; codes `draft`, `hidden`."""
    if not (source.shared_at and target.shared_at):
        raise refused("draft")
    if source.hidden_at or target.hidden_at:
        raise refused("hidden")


def goes_on_in(idea, other):
    """Whether the idea goes on in the other, at once or by way of more, or would if the authors agree."""
    onward = dict(
        Merge.objects.standing().filter(source__consultation=idea.consultation_id).values_list("source", "target")
    )
    key = idea.pk
    while key in onward:  # it ends: no merge closes a circle
        key = onward[key]
        if key == other.pk:
            return True
    return False


def check_is_author(merge, person):
    """The person wrote one of the two ideas; code `stranger`."""
    if person.pk not in (merge.source.author_id, merge.target.author_id):
        raise refused("stranger")


def check_not_decided(merge):
    """An answer that both gave, or that one refused, stands; code `decided`."""
    if merge.decided_at:
        said = _("Both authors agreed already.") if merge.is_accepted else _("It is declined already.")
        raise ValidationError(said, code="decided")
