from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from consultations.models import Comment, Consultation, Endorsement, Extension, Follow, Idea
from tests.factories import CommentFactory, ConsultationFactory, IdeaFactory, LanguageFactory

SECOND = timedelta(seconds=1)


def is_open(consultation, moment):
    return Consultation.objects.open_at(moment).filter(pk=consultation.pk).exists()


def test_open_from_the_first_to_before_the_last_second(dialogue):
    assert not is_open(dialogue, dialogue.opens_at - SECOND)
    assert is_open(dialogue, dialogue.opens_at)
    assert is_open(dialogue, dialogue.closes_at - SECOND)
    assert not is_open(dialogue, dialogue.closes_at)


def test_closed_between_the_close_and_an_opening_after_a_gap(dialogue):
    closed, again, end = (timezone.now() + timedelta(days=days) for days in (1, 5, 9))
    Extension.objects.create(
        consultation=dialogue, old_closes_at=closed, reopens_at=again, new_closes_at=end, reason="To try it."
    )
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=end)
    dialogue.refresh_from_db()

    assert is_open(dialogue, closed - SECOND)
    assert not is_open(dialogue, closed)
    assert not is_open(dialogue, again - SECOND)
    assert is_open(dialogue, again)
    assert Consultation.objects.with_open_flag(closed).get().is_open is False
    assert Consultation.objects.with_open_flag(again).get().is_open is True


def test_published_only_from_its_moment(dialogue):
    ConsultationFactory(published_at=None)
    assert list(Consultation.objects.published_at(dialogue.published_at)) == [dialogue]
    assert not Consultation.objects.published_at(dialogue.published_at - SECOND).exists()


def test_a_draft_is_visible_to_its_author_alone(topic, amina, bola):
    draft = IdeaFactory(topic=topic, author=amina, shared_at=None)
    assert list(Idea.objects.visible_to(amina)) == [draft]
    assert not Idea.objects.visible_to(bola).exists()
    assert not Idea.objects.visible_to(AnonymousUser()).exists()
    assert not Idea.objects.shared().exists()


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("ar", "القيادة التشاركية في المجتمع", "التشاركية"),
        ("hi", "नए लोगों का स्वागत", "स्वागत"),
        ("ja", "新しい人を歓迎する", "歓迎"),
        ("sw", "Kiongozi ni nani?", "KIONGOZI"),
        ("es", "Reunión de guías", "guías reunión"),
        ("ru", "Наставники для новичков", "НАСТАВНИКИ"),
    ],
)
def test_search_finds_words_of_any_script(topic, language, title, words):
    idea = IdeaFactory(topic=topic, title=title, language=LanguageFactory(code=language))
    IdeaFactory(topic=topic)
    assert list(Idea.objects.matching(words)) == [idea]


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Welcome new people with a mentor", "welcome new people with mentors"),
        ("القيادة التشاركية في المجتمع", "القيادة التشاركية في المجتمعات"),
        ("メンターと新しい人を歓迎する", "新しい人を歓迎する"),
    ],
)
def test_like_finds_titles_that_resemble(topic, kept, typed):
    idea = IdeaFactory(topic=topic, title=kept)
    IdeaFactory(topic=topic, title="Quite another thing")
    assert list(Idea.objects.like(typed)) == [idea]


def test_counts_leave_out_hidden_comments(topic, amina, bola):
    idea = IdeaFactory(topic=topic)
    CommentFactory(idea=idea)
    CommentFactory(idea=idea, hidden_at=timezone.now(), hidden_reason="Spam.")
    for person in (amina, bola):
        Endorsement.objects.create(idea=idea, person=person)

    counted = Idea.objects.with_counts().get(pk=idea.pk)

    assert (counted.endorsement_count, counted.comment_count) == (2, 1)


def test_own_marks_are_the_persons_own(topic, amina, bola):
    idea = IdeaFactory(topic=topic)
    Endorsement.objects.create(idea=idea, person=amina)
    Follow.objects.create(idea=idea, person=bola)

    def marks(person):
        marked = Idea.objects.with_own_marks(person).get(pk=idea.pk)
        return marked.is_endorsed, marked.is_followed

    assert [marks(amina), marks(bola), marks(AnonymousUser())] == [(True, False), (False, True), (False, False)]


def test_on_consultation_finds_comments_of_ideas_and_topics(topic):
    on_idea = CommentFactory(idea=IdeaFactory(topic=topic))
    on_topic = CommentFactory(idea=None, topic=topic)
    CommentFactory()
    assert set(Comment.objects.on_consultation(topic.consultation)) == {on_idea, on_topic}
