"""Mails about proposals: to whom, in which words, and when they are not sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from mentoring.actions import proposals as actions
from mentoring.actions.reminders import plan_proposal_reminders
from notices.kinds import all_kinds
from notices.models import Notice
from notices.tasks import carry_due
from tests.factories import PersonFactory

from .factories import MentorFactory, MentoringRequestFactory, ProposalFactory
from .proposing import accept, ask, decline, of_round, withdraw

pytestmark = pytest.mark.django_db


def person(name):
    return PersonFactory(username=name.lower(), display_name=name, email=f"{name.lower()}@example.org")


@pytest.fixture
def amina():
    return MentorFactory(person=person("Amina"))


@pytest.fixture
def request_of_bo():
    return MentoringRequestFactory(person=person("Bo"))


def carried():
    """[(to, subject, text)] of what was sent."""
    carry_due()
    return [(letter.to[0].partition("@")[0], letter.subject, letter.body) for letter in mail.outbox]


def test_the_mentor_reads_who_asks_what_and_until_when(amina, request_of_bo):
    proposal = ask(request_of_bo, amina, "I would like to learn from you.")

    ((to, subject, text),) = carried()
    assert (to, subject) == ("amina", "Bo asks you to be their mentor")
    assert "I would like to learn from you." in text
    assert proposal.get_absolute_url() in text


def test_both_get_the_link_to_the_pair(amina, request_of_bo):
    pairing = accept(ProposalFactory(mentor=amina, request=request_of_bo), "mentor")

    letters = carried()
    assert {(to, subject) for to, subject, _text in letters} == {
        ("amina", "You and Bo are a pair"),
        ("bo", "You and Amina are a pair"),
    }
    assert all(pairing.get_absolute_url() in text for _to, _subject, text in letters)


def test_who_asked_reads_why_not_and_what_is_next(amina, request_of_bo):
    decline(ProposalFactory(mentor=amina, request=request_of_bo), reason="I move house.")

    ((to, subject, text),) = carried()
    assert (to, subject) == ("bo", "Amina declined")
    assert "Why: I move house." in text
    assert "ask another mentor, or wait for the next round" in text
    assert request_of_bo.get_absolute_url() in text


def test_the_mentor_reads_that_nobody_waits_any_more(amina, request_of_bo):
    withdraw(ProposalFactory(mentor=amina, request=request_of_bo))

    ((to, subject, _text),) = carried()
    assert (to, subject) == ("amina", "The proposal with Bo is withdrawn")


def test_both_read_that_time_is_over(amina, request_of_bo):
    proposal = ProposalFactory(mentor=amina, request=request_of_bo, offered_at=timezone.now() - timedelta(days=8))
    actions.pass_lapsed_on(now=timezone.now())

    letters = carried()
    assert {to for to, _subject, _text in letters} == {"amina", "bo"}
    assert proposal.answer == ""


def test_a_name_in_another_direction_keeps_together(amina, request_of_bo):
    amina.person.display_name = "أمينة"
    amina.person.save()
    decline(ProposalFactory(mentor=amina, request=request_of_bo))

    assert carried()[0][1] == "\u2068أمينة\u2069 declined"


def test_two_days_before_the_end_who_has_not_answered_is_reminded(amina, request_of_bo):
    now = timezone.now()
    asked = ProposalFactory(mentor=amina, request=request_of_bo, offered_at=now)
    proposed, short = of_round(offered_at=now), of_round(offered_at=now, expires_at=now + timedelta(days=1))

    plan_proposal_reminders(now)
    plan_proposal_reminders(now)

    planned = Notice.objects.filter(kind="proposal_reminder")
    sides = [(asked.pk, amina.person_id), (proposed.pk, proposed.request.person_id)]
    sides.append((proposed.pk, proposed.mentor.person_id))
    assert sorted(planned.values_list("subject_id", "recipient")) == sorted(sides)
    assert {row.due_at for row in planned} == {now + timedelta(days=5)}
    assert short.pk not in planned.values_list("subject_id", flat=True)


def test_planning_reminders_asks_one_thing_where_nothing_is_new(django_assert_num_queries):
    ProposalFactory.create_batch(3)
    plan_proposal_reminders(timezone.now())

    with django_assert_num_queries(1):
        plan_proposal_reminders(timezone.now())


def test_who_answered_is_not_reminded(amina, request_of_bo):
    now = timezone.now()
    proposal = ProposalFactory(mentor=amina, request=request_of_bo, offered_at=now - timedelta(days=6))
    plan_proposal_reminders(now)
    decline(proposal)

    assert [subject for _to, subject, _text in carried()] == ["Amina declined"]
    assert Notice.objects.get(kind="proposal_reminder").reason == "withdrawn"


def test_who_waits_for_an_answer_is_named_in_the_reminder(amina, request_of_bo):
    now = timezone.now()
    ProposalFactory(mentor=amina, request=request_of_bo, offered_at=now - timedelta(days=6))
    plan_proposal_reminders(now)

    ((to, subject, text),) = carried()
    assert (to, subject) == ("amina", "Bo waits for your answer")
    assert "After that the proposal is over." in text


def test_only_the_two_sides_may_read_a_notice():
    proposal, kinds = ProposalFactory(), all_kinds()
    names = [name for name in kinds if name.startswith("proposal_")]

    for recipient, may in [
        (proposal.request.person, True),
        (proposal.mentor.person, True),
        (PersonFactory(), False),
    ]:
        notice = Notice(recipient=recipient)
        assert {kinds[name].may_read(notice, proposal) for name in names} == {may}
    assert len(names) == 6
