"""Answering a question in the organizers' name."""

from django.db import transaction
from django.utils import timezone

from people.text import tidy

from ..models import Question
from ..rules.answers import check_can_answer
from .telling import tell_of_answer
from .translations import raise_revision


@transaction.atomic
def answer(*, question, text, seen, actor):
    """Give or correct the official answer; refused when it is no longer the one `seen` by the writer."""
    question = Question.objects.select_for_update().get(pk=question.pk)  # two organizers, one answer
    check_can_answer(question, text, tidy(seen))
    if question.answer != tidy(text):
        raise_revision(question)
    question.answer = text
    question.answered_at = question.answered_at or timezone.now()
    question.answered_by = actor
    question._history_user = actor
    question.clean_fields(exclude={"author", "language", "consultation", "answered_by"})
    question.save(update_fields=["answer", "answer_html", "answered_at", "answered_by"])
    tell_of_answer(question)
    return question
