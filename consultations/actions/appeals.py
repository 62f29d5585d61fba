"""Appeals: the author of a hidden text asks once, and the moderators decide once."""

from django.db import transaction

from ..models import Appeal
from ..rules import appeals as rules
from ..rules.moderation import text_of
from . import moderation


@transaction.atomic
def appeal(*, text, author, reason):
    """Ask the moderators to look once more. The same hiding asked about again is the same appeal, while it is open."""
    text = moderation.locked(text)
    rules.check_can_appeal(text, author)
    rules.check_says_why(reason)
    kept, _new = Appeal.objects.get_or_create(
        hidden_at=text.hidden_at,
        **{moderation.kind_of(text): text},
        defaults={"author": author, "reason": reason.strip()},
    )
    rules.check_not_decided(kept)
    return kept


@transaction.atomic
def decide(*, appeal, decision, answer, actor):
    """Uphold the hiding or show the text again, with an answer to the author; the text is ours until the end."""
    text = moderation.locked(text_of(appeal))
    appeal = Appeal.objects.get(pk=appeal.pk)
    rules.check_not_decided(appeal)
    rules.check_has_an_answer(answer)
    rules.check_can_decide(decision, actor, hider_of(appeal))
    if decision == Appeal.Decision.SHOWN:
        moderation.show(text=text, reason=answer, actor=actor)
    else:
        moderation.answer_appeal(appeal, decision, answer, actor)
    return text


def hider_of(appeal):
    """The moderator who hid the text, as its history says; None where that account is gone."""
    entries = text_of(appeal).history.filter(hidden_at=appeal.hidden_at)
    entry = entries.select_related("history_user").order_by("history_id").first()
    return entry and entry.history_user
