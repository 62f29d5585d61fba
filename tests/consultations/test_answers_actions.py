"""The official answer to a question."""

import pytest
from django.core.exceptions import ValidationError

from consultations.actions.answers import answer
from consultations.actions.moderation import hide
from consultations.models import Question
from tests.factories import PersonFactory, QuestionFactory
from tests.races import at_once


@pytest.fixture
def organizer(db):
    return PersonFactory(username="organizer", is_staff=True)


def refused(code):
    def matches(error):
        return code in [item.code for item in error.error_list]

    return pytest.raises(ValidationError, check=matches)


def test_answer_says_who_and_when_and_becomes_html(organizer):
    question = answer(question=QuestionFactory(), text="**All** of you.", seen="", actor=organizer)

    question.refresh_from_db()
    assert question.answer_html == "<p><strong>All</strong> of you.</p>\n"
    assert question.answered_by == organizer
    assert question.answered_at is not None
    assert question.history.latest().history_user == organizer
    assert not Question.objects.waiting().exists()


def test_answer_corrected_keeps_its_date_and_its_first_text_in_the_history(organizer):
    question = answer(question=QuestionFactory(), text="One\nTwo", seen="", actor=organizer)

    corrected = answer(question=question, text="Three", seen="One\r\nTwo", actor=PersonFactory())

    assert corrected.answered_at == question.answered_at
    assert [entry.answer for entry in corrected.history.order_by("history_id")] == ["", "One\nTwo", "Three"]


def test_answer_on_top_of_an_unseen_one_is_refused(organizer):
    question = answer(question=QuestionFactory(), text="Yes.", seen="", actor=organizer)

    with refused("stale"):
        answer(question=question, text="No.", seen="", actor=PersonFactory())


def test_answer_without_a_text_and_to_a_hidden_question_is_refused(organizer):
    question = QuestionFactory()
    with refused("empty"):
        answer(question=question, text=" ", seen="", actor=organizer)

    hide(text=question, reason="Spam.", actor=organizer)
    with refused("hidden"):
        answer(question=question, text="No.", seen="", actor=organizer)


@pytest.mark.django_db(transaction=True)
def test_two_organizers_answer_at_once_and_one_is_told(organizer):
    question = QuestionFactory()

    answers = at_once(
        [lambda text=text: answer(question=question, text=text, seen="", actor=organizer) for text in ("Yes.", "No.")]
    )

    assert [type(result) for result in answers].count(ValidationError) == 1
    assert question.history.count() == 2
