"""Who hears of what, once, and who does not."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from consultations.actions import (
    answers,
    appeals,
    comments,
    consultation,
    findings,
    follows,
    ideas,
    merges,
    moderation,
    outcomes,
)
from consultations.actions.reminders import CLOSING_SOON, plan_closing_reminders
from consultations.actions.translations import translate
from consultations.kinds import KINDS
from consultations.models import Consultation
from notices.actions.carrying import carry_due
from notices.models import Notice, NoticeChoice
from people.models import Person
from tests.factories import (
    CommentFactory,
    EvidenceFactory,
    IdeaFactory,
    LanguageFactory,
    PersonFactory,
    QuestionFactory,
    confirm,
    declare,
)


def heard():
    """(who, of what kind) for each planned notice, in order of the names."""
    return sorted(Notice.objects.values_list("recipient__username", "kind"))


def say(author, idea, parent=None, form_key=None):
    return comments.comment(
        author=author,
        language=idea.language,
        body="Let us try it.",
        form_key=form_key or uuid.uuid4(),
        idea=idea,
        parent=parent,
    )


@pytest.fixture
def carla(english):
    """She follows."""
    return PersonFactory(username="carla")


@pytest.fixture
def idea(topic, amina):
    return IdeaFactory(topic=topic, author=amina)


def test_a_comment_reaches_the_author_of_the_idea_and_its_followers(idea, bola, carla):
    follows.follow(person=carla, idea=idea)
    follows.follow(person=bola, idea=idea)
    say(bola, idea)
    assert heard() == [("amina", "comment_on_idea"), ("carla", "comment_on_followed_idea")]


def test_an_answer_reaches_the_one_who_is_answered_and_each_person_once(idea, bola, carla):
    opener = CommentFactory(idea=idea, author=carla)
    follows.follow(person=carla, idea=idea)
    say(bola, idea, parent=opener)
    assert heard() == [("amina", "comment_on_idea"), ("carla", "reply_to_comment")]


def test_nobody_hears_of_what_one_wrote_oneself(idea, amina):
    follows.follow(person=amina, idea=idea)
    say(amina, idea, parent=CommentFactory(idea=idea, author=amina))
    assert heard() == []


def test_a_comment_sent_twice_is_told_once(idea, bola):
    key = uuid.uuid4()
    say(bola, idea, form_key=key)
    say(bola, idea, form_key=key)
    assert heard() == [("amina", "comment_on_idea")]


def test_a_refused_comment_is_told_to_nobody(idea, bola):
    Consultation.objects.update(closes_at=timezone.now())
    with pytest.raises(Exception, match="closed"):
        say(bola, idea)
    assert heard() == []


def test_an_answer_and_its_correction_reach_who_asked(dialogue, amina, bola):
    question = QuestionFactory(consultation=dialogue, author=amina)
    answers.answer(question=question, text="The community.", seen="", actor=bola)
    answers.answer(question=question, text="The whole community.", seen="The community.", actor=bola)
    assert heard() == [("amina", "answer"), ("amina", "answer")]


def test_an_extension_reaches_the_followers_of_the_consultation(dialogue, amina, bola):
    follows.follow(person=amina, consultation=dialogue)
    now = timezone.now()
    later = dialogue.closes_at + timedelta(days=7)
    consultation.extend(consultation=dialogue, new_closes_at=later, reason="Many asked.", actor=bola, now=now)
    assert heard() == [("amina", "extension")]


def test_the_reminder_is_planned_once_and_anew_after_an_extension(dialogue, amina, bola):
    follows.follow(person=amina, consultation=dialogue)
    now = timezone.now()
    plan_closing_reminders(now)
    plan_closing_reminders(now)
    first = Notice.objects.get()
    assert (first.kind, first.due_at) == ("closing_soon", dialogue.closes_at - CLOSING_SOON)

    later = dialogue.closes_at + timedelta(days=7)
    consultation.extend(consultation=dialogue, new_closes_at=later, reason="Many asked.", actor=bola, now=now)
    plan_closing_reminders(now)

    first.refresh_from_db()
    assert (first.state, first.reason) == ("skipped", "moved")
    assert Notice.objects.get(kind="closing_soon", state="planned").due_at == later - CLOSING_SOON
    assert Notice.objects.filter(kind="extension").count() == 1


def test_who_follows_after_the_moment_reads_why_no_reminder_came(dialogue, amina):
    Consultation.objects.update(closes_at=timezone.now() + timedelta(days=1))
    follows.follow(person=amina, consultation=dialogue)
    plan_closing_reminders(timezone.now())
    assert Notice.objects.get().reason == "joined_late"


def test_hiding_and_showing_reach_the_author_and_the_decision_who_reported(idea, bola, carla):
    moderation.report(text=idea, reporter=bola, reason="spam")
    moderation.hide(text=idea, reason="It is advertising.", actor=carla)
    moderation.show(text=idea, reason="A mistake of ours.", actor=carla)
    assert heard() == [("amina", "text_hidden"), ("amina", "text_shown"), ("bola", "report_decided")]


def test_keeping_a_text_reaches_who_reported(idea, bola, carla):
    report = moderation.report(text=idea, reporter=bola, reason="spam")
    moderation.keep(report=report, actor=carla)
    assert heard() == [("bola", "report_decided")]


def test_what_is_planned_falls_with_the_change(idea, bola):
    """The notice is written in the transaction of the comment: when that fails, nothing is told."""
    savepoint = transaction.savepoint()
    say(bola, idea)
    transaction.savepoint_rollback(savepoint)
    assert heard() == []


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr"])
def test_every_kind_reaches_its_reader_by_mail(idea, dialogue, amina, bola, carla, language, mailoutbox):
    Person.objects.update(interface_language=language, email=Concat("username", Value("@example.org")))
    for person in Person.objects.all():
        confirm(person)
    for person, kind in ((carla, "comment_on_followed_idea"), (amina, "translation")):
        NoticeChoice.objects.create(person=person, kind=kind, channel="mail")
    everything_happens(idea, dialogue, amina, bola, carla)

    carry_due()

    assert {notice.kind: notice.state for notice in Notice.objects.all()} == {kind.name: "sent" for kind in KINDS}
    assert len(mailoutbox) == Notice.objects.count()
    assert all(mail.subject and "http" in mail.body and "{" not in mail.body for mail in mailoutbox)


def everything_happens(idea, dialogue, amina, bola, carla):
    follows.follow(person=carla, idea=idea)
    follows.follow(person=amina, consultation=dialogue)
    say(amina, idea, parent=say(bola, idea))
    question = QuestionFactory(consultation=dialogue, author=amina)
    answers.answer(question=question, text="The community.", seen="", actor=bola)
    now = timezone.now()
    later = dialogue.closes_at + timedelta(days=1)
    consultation.extend(consultation=dialogue, new_closes_at=later, reason="Many asked.", actor=bola, now=now)
    comment = CommentFactory(idea=idea, author=carla)
    moderation.report(text=comment, reporter=bola, reason="spam")
    moderation.hide(text=comment, reason="It is advertising.", actor=amina)
    moderation.show(text=comment, reason="A mistake of ours.", actor=amina)
    hidden = moderation.hide(text=QuestionFactory(author=carla), reason="It is advertising.", actor=amina)
    asked = appeals.appeal(text=hidden, author=carla, reason="It is none.")
    appeals.decide(appeal=asked, decision="upheld", answer="It is.", actor=bola)
    outcomes.decide(idea=idea, kind="became", because="It did.", seen=0, actor=bola)
    draft = EvidenceFactory(finding__consultation=dialogue, finding__published_at=None, idea=idea).finding
    findings.publish(finding=draft, actor=bola)
    idea_is_translated_and_merged(idea, amina, bola, carla)
    plan_closing_reminders(now)
    Notice.objects.filter(kind="closing_soon").update(due_at=now, try_at=now)


def idea_is_translated_and_merged(idea, amina, bola, carla):
    """Bola translates it; it goes on in another idea of Amina's, and shall take one of hers in."""
    spanish = LanguageFactory(code="es")
    words = {"title": "Comparte", "body": "Lo que aprendió su comunidad."}
    told = {"revision": idea.revision, "seen": None, "form_key": uuid.uuid4()}
    declare(bola, spanish)
    translate(text=idea, consultation=idea.consultation, language=spanish, author=bola, **words, **told)
    ideas.endorse(idea=idea, person=carla)
    target, other = IdeaFactory.create_batch(2, topic=idea.topic, author=amina)
    merge = merges.propose_merge(source=idea, target=target, reason="Both ask for letters.", actor=bola)
    merges.answer_merge(merge=merge, person=amina, agrees=True)
    Notice.objects.filter(kind="merge_proposed").delete()  # answered before it was sent
    merges.propose_merge(source=other, target=target, reason="They too.", actor=bola)
