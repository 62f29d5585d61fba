"""Appeals: asked once a hiding, decided once, and not against the author by who hid the text."""

import pytest
from django.core.exceptions import ValidationError

from consultations.actions import appeals, moderation
from consultations.actions.organizers import make_organizer
from consultations.models import Appeal, Idea
from notices.models import Notice
from tests.consultations.hidden import KINDS, hidden_text
from tests.factories import IdeaFactory, PersonFactory, TermFactory
from tests.races import at_once


@pytest.fixture
def colleague(db):
    """A moderator who hid nothing."""
    return make_organizer(person=PersonFactory(username="colleague"))


@pytest.fixture
def idea(amina, topic, organizer):
    return hidden_text("idea", amina, topic, organizer)


def refused(code):
    def matches(error):
        return code in [item.code for item in getattr(error, "error_list", ())] or code in [
            item.code for items in getattr(error, "error_dict", {}).values() for item in items
        ]

    return pytest.raises(ValidationError, check=matches)


def ask(text, author, reason="Nobody is named."):
    return appeals.appeal(text=text, author=author, reason=reason)


def news(kind):
    return list(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


@pytest.mark.parametrize("kind", KINDS)
def test_the_author_of_each_kind_asks_and_a_colleague_shows_it_again(kind, amina, topic, organizer, colleague):
    text = hidden_text(kind, amina, topic, organizer)
    appeal = ask(text, amina, "  Nobody is named. ")
    assert (getattr(appeal, kind), appeal.author, appeal.reason) == (text, amina, "Nobody is named.")
    assert appeals.hider_of(appeal) == organizer

    appeals.decide(appeal=appeal, decision="shown", answer="You are right.", actor=colleague)

    text.refresh_from_db()
    appeal.refresh_from_db()
    assert text.hidden_at is None
    assert (appeal.decision, appeal.answer, appeal.decided_by) == ("shown", "You are right.", colleague)
    assert text.history.latest().history_change_reason == "You are right."
    assert (news("appeal_decided"), news("text_shown")) == (["amina"], [])


def test_an_appeal_is_upheld_with_an_answer(idea, amina, colleague):
    appeals.decide(appeal=ask(idea, amina), decision="upheld", answer=" The street is named. ", actor=colleague)

    appeal = Appeal.objects.get()
    assert (appeal.decision, appeal.answer, appeal.decided_by) == ("upheld", "The street is named.", colleague)
    assert Idea.objects.get(pk=idea.pk).hidden_reason == "Names a person."
    assert news("appeal_decided") == ["amina"]


def test_asking_twice_is_asking_once_and_a_decision_stands(idea, amina, colleague):
    first = ask(idea, amina)
    assert ask(idea, amina, "Another reason.") == first
    appeals.decide(appeal=first, decision="upheld", answer="It stays.", actor=colleague)

    with refused("decided"):
        ask(idea, amina)
    with refused("decided"):
        appeals.decide(appeal=first, decision="shown", answer="After all.", actor=colleague)
    assert Appeal.objects.get().reason == "Nobody is named."


def test_hidden_once_more_it_may_be_asked_once_more(idea, amina, organizer, colleague):
    appeals.decide(appeal=ask(idea, amina), decision="shown", answer="You are right.", actor=colleague)
    moderation.hide(text=idea, reason="Now it does name one.", actor=organizer)
    idea.refresh_from_db()

    ask(idea, amina)

    assert Appeal.objects.count() == 2


def test_only_the_author_asks_and_only_for_what_is_hidden(idea, amina, bola, topic):
    with refused("not_own"):
        ask(idea, bola)
    with refused("shown"):
        ask(IdeaFactory(topic=topic, author=amina), amina)
    with refused("reason"):
        ask(idea, amina, "  ")
    assert not Appeal.objects.exists()


def test_nobody_asks_for_a_word_without_a_proposer(bola, organizer):
    term = moderation.hide(text=TermFactory(proposer=None), reason="Spam.", actor=organizer)

    with refused("not_own"):
        ask(term, bola)


def test_who_hid_a_text_cannot_uphold_it_but_may_show_it(idea, amina, organizer):
    appeal = ask(idea, amina)

    with refused("own_hiding"):
        appeals.decide(appeal=appeal, decision="upheld", answer="No.", actor=organizer)
    appeals.decide(appeal=appeal, decision="shown", answer="I was wrong.", actor=organizer)

    assert Appeal.objects.get().decision == "shown"


def test_a_superuser_may_uphold_where_there_is_nobody_else(amina, topic):
    root = PersonFactory(username="root", is_staff=True, is_superuser=True)
    appeal = ask(hidden_text("idea", amina, topic, root), amina)

    appeals.decide(appeal=appeal, decision="upheld", answer="It stays.", actor=root)

    assert Appeal.objects.get().decision == "upheld"


def test_a_decision_needs_an_answer(idea, amina, colleague):
    appeal = ask(idea, amina)

    for decision in ("upheld", "shown"):
        with refused("answer"):
            appeals.decide(appeal=appeal, decision=decision, answer="  ", actor=colleague)
    assert Appeal.objects.get().decided_at is None


def test_a_text_shown_again_without_a_decision_answers_the_appeal(idea, amina, colleague):
    ask(idea, amina)

    moderation.show(text=idea, reason="The name is gone.", actor=colleague)

    appeal = Appeal.objects.get()
    assert (appeal.decision, appeal.answer) == ("shown", "The name is gone.")
    assert (news("appeal_decided"), news("text_shown")) == (["amina"], [])


def test_a_text_whose_hiding_was_upheld_may_still_be_shown_and_the_decision_stands(idea, amina, colleague):
    appeals.decide(appeal=ask(idea, amina), decision="upheld", answer="It stays.", actor=colleague)

    moderation.show(text=idea, reason="The law changed.", actor=colleague)

    assert Appeal.objects.get().decision == "upheld"
    assert (news("appeal_decided"), news("text_shown")) == (["amina"], ["amina"])


@pytest.mark.django_db(transaction=True)
def test_asked_eight_times_at_once_it_is_one_appeal(idea, amina):
    answers = at_once([lambda: ask(idea, amina)] * 8)

    assert answers == [Appeal.objects.get()] * 8


@pytest.mark.django_db(transaction=True)
def test_two_moderators_decide_at_once_and_one_decision_stands(idea, amina, colleague):
    appeal, third = ask(idea, amina), make_organizer(person=PersonFactory(username="third"))

    answers = at_once(
        [
            lambda: appeals.decide(appeal=appeal, decision="upheld", answer="It stays.", actor=colleague),
            lambda: appeals.decide(appeal=appeal, decision="upheld", answer="No.", actor=third),
            lambda: appeals.decide(appeal=appeal, decision="shown", answer="You are right.", actor=colleague),
            lambda: appeals.decide(appeal=appeal, decision="shown", answer="It is fine.", actor=third),
        ]
    )

    assert [type(answer) for answer in answers].count(ValidationError) == 3
    assert news("appeal_decided") == ["amina"]
    appeal.refresh_from_db()
    assert (appeal.decision == "shown") == (Idea.objects.get(pk=idea.pk).hidden_at is None)
