from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.models import Comment, Endorsement, Extension, Follow, Report
from tests.factories import CommentFactory, ConsultationFactory, IdeaFactory, QuestionFactory, TermFactory


def refused(name):
    """The database itself refuses, by the constraint of this name."""
    return pytest.raises(IntegrityError, match=name)


def test_consultation_closes_after_it_opens(db):
    now = timezone.now()
    with refused("consultation_closes_after_it_opens"):
        ConsultationFactory(opens_at=now, closes_at=now)


def test_extension_moves_the_close_later(dialogue):
    close = dialogue.closes_at
    with refused("extension_moves_the_close_later"):
        Extension.objects.create(
            consultation=dialogue, old_closes_at=close, reopens_at=close, new_closes_at=close, reason="No."
        )


def test_extension_opens_again_only_before_its_new_close(dialogue):
    close = dialogue.closes_at
    with refused("extension_moves_the_close_later"):
        Extension.objects.create(
            consultation=dialogue,
            old_closes_at=close,
            reopens_at=close + timedelta(days=2),
            new_closes_at=close + timedelta(days=1),
            reason="No.",
        )


def test_idea_sent_twice_is_refused(topic, amina):
    idea = IdeaFactory(topic=topic, author=amina)
    with refused("idea_form_sent_once"):
        IdeaFactory(topic=topic, author=amina, form_key=idea.form_key)


def test_idea_shared_without_a_text_is_refused(topic):
    with refused("idea_shared_with_a_text"):
        IdeaFactory(topic=topic, body="")


@pytest.mark.parametrize("factory", [IdeaFactory, CommentFactory, QuestionFactory, TermFactory])
def test_a_text_is_hidden_only_with_a_reason(db, factory):
    with refused("hidden_with_reason"):
        factory(hidden_at=timezone.now())


def test_endorsement_once(topic, amina):
    idea = IdeaFactory(topic=topic)
    Endorsement.objects.create(idea=idea, person=amina)
    with refused("endorsement_once"):
        Endorsement.objects.create(idea=idea, person=amina)


def test_comment_on_exactly_one_thing(topic):
    for things in ({"idea": None, "topic": None}, {"idea": IdeaFactory(topic=topic), "topic": topic}):
        with refused("comment_on_one_thing"), transaction.atomic():
            CommentFactory(**things)


def test_an_answer_lies_in_a_thread(topic):
    opener = CommentFactory(idea=IdeaFactory(topic=topic))
    with refused("comment_answers_within_a_thread"):
        CommentFactory(idea=opener.idea, parent=opener)


def test_a_comment_does_not_answer_itself(topic):
    comment = CommentFactory(idea=IdeaFactory(topic=topic))
    with refused("comment_not_its_own_answer"):
        Comment.objects.filter(pk=comment.pk).update(parent=comment, thread=comment)


def test_follow_once_and_one_thing(topic, dialogue, amina):
    Follow.objects.create(person=amina, consultation=dialogue)
    with refused("follow_once"), transaction.atomic():
        Follow.objects.create(person=amina, consultation=dialogue)
    with refused("follow_one_thing"):
        Follow.objects.create(person=amina, consultation=dialogue, idea=IdeaFactory(topic=topic))


def test_report_once_while_open(topic, amina):
    idea = IdeaFactory(topic=topic)
    Report.objects.create(reporter=amina, idea=idea, reason="spam")
    with refused("report_once_while_open"):
        Report.objects.create(reporter=amina, idea=idea, reason="attack")


def test_question_answered_only_with_a_text(dialogue):
    with refused("question_answered_with_a_text"):
        QuestionFactory(consultation=dialogue, answered_at=timezone.now())
