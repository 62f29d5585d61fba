"""Verdicts on ideas and comments."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DEEPEST_ANSWER = 3


def check_can_endorse(idea, person):
    """Shared, not hidden, and somebody else's; codes `draft`, `hidden`, `own`."""
    if idea.shared_at is None:
        raise ValidationError(_("A draft cannot be endorsed."), code="draft")
    if idea.hidden_at:
        raise ValidationError(_("The moderators hid this idea; it cannot be endorsed."), code="hidden")
    if idea.author_id == person.pk:
        raise ValidationError(_("An idea of your own has your support already."), code="own")


def check_topic_fits(topic, consultation):
    """The topic belongs to the consultation; code `topic`."""
    if topic.consultation_id != consultation.pk:
        raise ValidationError(_("Choose one of this consultation's topics."), code="topic")


def check_can_answer(parent, *, idea=None, topic=None):
    """An answer stays with the thing that its parent speaks of; codes `elsewhere`, `hidden`."""
    if (parent.idea_id, parent.topic_id) != (idea and idea.pk, topic and topic.pk):
        raise ValidationError(_("The comment that you answer stands on another page."), code="elsewhere")
    if parent.hidden_at:
        raise ValidationError(_("The moderators hid this comment; it takes no more answers."), code="hidden")
