"""Asking the organizers."""

from django.db import transaction
from django.utils import timezone

from ..models import Question
from ..rules import participation
from .texts import keep_once


@transaction.atomic
def ask(*, author, consultation, language, body, form_key):
    """Put a question to the organizers. A form sent twice is one question."""
    now = timezone.now()
    participation.check_open(consultation.pk, now)
    return keep_once(
        Question(
            author=author, consultation=consultation, language=language, body=body, form_key=form_key, created_at=now
        )
    )
