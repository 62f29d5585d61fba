import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consultations.actions import comments, follows, ideas, questions
from consultations.models import Comment, Consultation, Endorsement, Follow, Idea, Question
from tests.factories import CommentFactory, IdeaFactory, LanguageFactory, PersonFactory, TopicFactory
from tests.races import at_once


def idea_of(person, topic, /, **changes):
    values = {
        "author": person,
        "consultation": topic.consultation,
        "topic": topic,
        "language": topic.consultation.language,
        "title": "Select by what was shared",
        "body": "Ask the community that gained.",
        "form_key": uuid.uuid4(),
    }
    return ideas.write_idea(**{**values, **changes})


def change(idea, person, /, **changes):
    values = {
        "idea": idea,
        "actor": person,
        "revision": idea.revision,
        "topic": idea.topic,
        "language": idea.language,
        "title": "A new title",
        "body": "A new text.",
    }
    return ideas.change_idea(**{**values, **changes})


def refusal(code):
    def matches(error):
        return code in [item.code for item in error.error_list]

    return pytest.raises(ValidationError, check=matches)


def close(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())


def test_write_idea_shares_it_and_lets_the_author_follow(topic, amina):
    idea = idea_of(amina, topic)
    assert Idea.objects.shared().get() == idea
    assert idea.body_html == "<p>Ask the community that gained.</p>\n"
    assert Follow.objects.filter(person=amina, idea=idea).count() == 1


def test_write_idea_as_a_draft(topic, amina):
    assert idea_of(amina, topic, share=False).shared_at is None


def test_write_idea_sent_twice_is_one_idea(topic, amina):
    key = uuid.uuid4()
    first, second = idea_of(amina, topic, form_key=key), idea_of(amina, topic, form_key=key, title="Changed since")
    assert (first, Idea.objects.count()) == (second, 1)


def test_write_idea_closed(topic, amina):
    close(topic.consultation)
    with refusal("closed"):
        idea_of(amina, topic)
    assert not Idea.objects.exists()


def test_write_idea_on_a_topic_of_another_consultation(topic, amina):
    with refusal("topic"):
        idea_of(amina, topic, topic=TopicFactory())


def test_write_idea_too_long(topic, amina):
    with pytest.raises(ValidationError):
        idea_of(amina, topic, body="x" * 10_001)


def test_change_idea_keeps_the_history(topic, amina):
    idea = idea_of(amina, topic)
    changed = change(idea, amina)
    assert (changed.title, changed.revision) == ("A new title", 2)
    assert [old.title for old in changed.history.order_by("history_id")] == ["Select by what was shared", "A new title"]
    assert changed.changed_at is not None


def test_change_idea_shares_a_draft(topic, amina):
    draft = idea_of(amina, topic, share=False)
    assert change(draft, amina, share=True).shared_at is not None


def test_change_idea_of_somebody_else(topic, amina, bola):
    with refusal("not_yours"):
        change(idea_of(amina, topic), bola)


def test_change_idea_stale(topic, amina):
    idea = idea_of(amina, topic)
    change(idea, amina)
    with refusal("stale"):
        change(idea, amina, title="From the other tab")
    assert Idea.objects.get().title == "A new title"


def test_change_idea_hidden(topic, amina):
    idea = IdeaFactory(topic=topic, author=amina, hidden_at=timezone.now(), hidden_reason="Private data.")
    with refusal("hidden"):
        change(idea, amina)


def test_endorse_and_withdraw(topic, amina, bola):
    idea = idea_of(amina, topic)
    ideas.endorse(idea=idea, person=bola)
    ideas.endorse(idea=idea, person=bola)
    assert Endorsement.objects.count() == 1
    ideas.withdraw_endorsement(idea=idea, person=bola)
    assert not Endorsement.objects.exists()


def test_endorse_refused(topic, amina, bola):
    with refusal("own"):
        ideas.endorse(idea=idea_of(amina, topic), person=amina)
    with refusal("draft"):
        ideas.endorse(idea=idea_of(amina, topic, share=False), person=bola)
    hidden = IdeaFactory(topic=topic, hidden_at=timezone.now(), hidden_reason="Spam.")
    with refusal("hidden"):
        ideas.endorse(idea=hidden, person=bola)
    idea = idea_of(amina, topic)
    close(topic.consultation)
    with refusal("closed"):
        ideas.endorse(idea=idea, person=bola)


def test_comment_answers_within_its_thread(topic, amina):
    idea = idea_of(amina, topic)
    english = LanguageFactory()

    def say(parent=None):
        return comments.comment(
            author=amina, language=english, body="Yes.", form_key=uuid.uuid4(), idea=idea, parent=parent
        )

    opener = say()
    answer = say(opener)
    deeper = say(answer)
    assert (answer.thread, deeper.thread, deeper.parent) == (opener, opener, answer)


def test_comment_answering_on_another_page(topic, amina):
    elsewhere = CommentFactory()
    with refusal("elsewhere"):
        comments.comment(
            author=amina, language=LanguageFactory(), body="?", form_key=uuid.uuid4(), topic=topic, parent=elsewhere
        )


def test_comment_answering_a_hidden_one(topic, amina):
    hidden = CommentFactory(idea=None, topic=topic, hidden_at=timezone.now(), hidden_reason="Attack.")
    with refusal("hidden"):
        comments.comment(
            author=amina, language=LanguageFactory(), body="?", form_key=uuid.uuid4(), topic=topic, parent=hidden
        )


def test_change_comment(topic, amina, bola):
    comment = CommentFactory(idea=None, topic=topic, author=amina)
    changed = {"language": comment.language, "body": "I changed my mind."}
    comments.change_comment(comment=comment, actor=amina, revision=1, **changed)
    assert Comment.objects.get().body == "I changed my mind."
    with refusal("stale"):
        comments.change_comment(comment=comment, actor=amina, revision=1, **changed)
    with refusal("not_yours"):
        comments.change_comment(comment=comment, actor=bola, revision=2, **changed)


def test_ask_and_ask_again(dialogue, amina):
    asked = {"author": amina, "consultation": dialogue, "language": dialogue.language, "body": "Who decides?"}
    key = uuid.uuid4()
    assert questions.ask(**asked, form_key=key) == questions.ask(**asked, form_key=key)
    close(dialogue)
    with refusal("closed"):
        questions.ask(**asked, form_key=uuid.uuid4())
    assert Question.objects.count() == 1


def test_follow_twice_and_unfollow(dialogue, amina):
    follows.follow(person=amina, consultation=dialogue)
    follows.follow(person=amina, consultation=dialogue)
    assert Follow.objects.count() == 1
    follows.unfollow(person=amina, consultation=dialogue)
    assert not Follow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_ten_times_at_once_is_one_idea():
    """Fails when `idea_form_sent_once` is taken out: ten ideas were kept."""
    topic, person, key = TopicFactory(), PersonFactory(), uuid.uuid4()
    results = at_once([lambda: idea_of(person, topic, form_key=key)] * 10)
    assert results == [Idea.objects.get()] * 10


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_are_one_change_and_one_refusal():
    """Fails when the row lock of `change_idea` is taken out: both are kept, one text is lost."""
    topic, person = TopicFactory(), PersonFactory()
    idea = idea_of(person, topic)
    results = at_once([lambda n=n: change(idea, person, title=f"Title {n}") for n in range(6)])
    refused = [result for result in results if isinstance(result, ValidationError)]
    assert (len(refused), {error.error_list[0].code for error in refused}) == (5, {"stale"})
    assert Idea.objects.get().revision == 2


@pytest.mark.django_db(transaction=True)
def test_ten_endorsements_at_once_are_one():
    """Fails when `endorsement_once` is taken out."""
    idea, person = IdeaFactory(), PersonFactory()
    results = at_once([lambda: ideas.endorse(idea=idea, person=person)] * 10)
    assert (results, Endorsement.objects.count()) == ([idea] * 10, 1)


def test_an_idea_in_flight_at_the_close_is_in_or_out(topic, amina, time_machine):
    time_machine.move_to(topic.consultation.closes_at - timedelta(seconds=1), tick=False)
    idea_of(amina, topic)
    time_machine.move_to(topic.consultation.closes_at, tick=False)
    with refusal("closed"):
        idea_of(amina, topic)
    assert Idea.objects.count() == 1
