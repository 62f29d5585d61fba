"""Changes to comments."""

from django.db import transaction
from django.utils import timezone

from ..models import Comment
from ..rules import participation
from ..rules.ideas import check_can_answer
from .telling import tell_of_comment
from .texts import keep_once


@transaction.atomic
def comment(*, author, language, body, form_key, idea=None, topic=None, parent=None):
    """Remark on an idea or a topic, or answer a comment there. A form sent twice is one comment."""
    now = timezone.now()
    participation.check_open((idea or topic).consultation_id, now)
    if idea:
        participation.check_not_hidden(idea)
    if parent:
        check_can_answer(parent, idea=idea, topic=topic)
    kept = keep_once(
        Comment(
            author=author,
            language=language,
            body=body,
            form_key=form_key,
            created_at=now,
            idea=idea,
            topic=topic,
            parent=parent,
            thread_id=(parent.thread_id or parent.pk) if parent else None,
        )
    )
    tell_of_comment(kept)
    return kept


@transaction.atomic
def change_comment(*, comment, actor, revision, language, body):
    """Change one's own comment; refused when it is newer than `revision`."""
    now = timezone.now()
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    participation.check_open((comment.idea or comment.topic).consultation_id, now)
    participation.check_own(comment, actor)
    participation.check_not_hidden(comment)
    participation.check_revision(comment, revision)
    comment.language, comment.body = language, body
    comment.changed_at, comment.revision = now, comment.revision + 1
    comment.full_clean(validate_unique=False)
    comment.save()
    return comment
