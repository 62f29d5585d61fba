"""Mails about a round: to whom, in which words, and when they are not sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from mentoring.actions.publishing import publish
from mentoring.actions.rematching import next_best
from mentoring.actions.solving import solve
from mentoring.models import Proposal
from notices.kinds import all_kinds
from notices.models import Notice
from notices.tasks import carry_due
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import PersonFactory

from .factories import RoundFactory, mentor_with, request_for

NOW = timezone.now()


@pytest.fixture
def skill(db):
    return SkillFactory(title="Humour")


@pytest.fixture
def matching(db):
    return RoundFactory(title="Spring", area=AreaFactory(name="GLAM"))


def person(name):
    return PersonFactory(username=name.lower(), display_name=name, email=f"{name.lower()}@example.org")


def published(matching):
    solve(round=matching, actor=None, now=NOW)
    publish(round=matching, actor=None, now=NOW)


def carried():
    """{to: (subject, text)} of what was sent."""
    carry_due()
    return {letter.to[0].partition("@")[0]: (letter.subject, letter.body) for letter in mail.outbox}


def test_mentor_reads_how_many_wait_and_mentees_who_is_proposed(matching, skill):
    mentor_with(person=person("Amina"), skills=[skill], capacity=2)
    for name in ("Bo", "Cy"):
        request_for(person=person(name), area=matching.area, skills=[skill])

    published(matching)

    told = carried()
    assert told["amina"][0] == "2 people are proposed for you to mentor"
    assert "The round Spring proposes 2 people for you to mentor." in told["amina"][1].replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "/mentoring/desk/" in told["amina"][1]
    assert set(told) == {"amina", "bo", "cy"}
    assert all(
        Proposal.objects.get(request__person__username=name).get_absolute_url() in told[name][1]
        for name in ("bo", "cy")
    )


def test_who_is_alone_reads_why(matching, skill):
    mentor_with(skills=[skill])
    request_for(area=matching.area, skills=[skill])
    alone = request_for(person=person("Bo"), area=matching.area, skills=[skill], languages=["sw"])

    published(matching)

    subject, text = carried()["bo"]
    assert "No mentor for you in" in subject
    assert "No mentor here speaks Swahili." in text
    assert alone.get_absolute_url() in text


def test_who_found_a_mentor_meanwhile_is_not_told_that_there_is_none(matching, skill):
    mentor_with(skills=[skill])
    request_for(area=matching.area, skills=[skill])
    alone = request_for(person=person("Bo"), area=matching.area, skills=[skill], languages=["sw"])
    published(matching)
    Proposal.objects.create(
        request=alone, mentor=mentor_with(), origin="asked", offered_at=NOW, expires_at=NOW + timedelta(days=7)
    )

    assert "bo" not in carried()
    assert Notice.objects.get(kind="round_nobody").reason == Notice.Reason.WITHDRAWN


def test_mentor_who_answered_meanwhile_is_not_asked(matching, skill):
    mentor_with(person=person("Amina"), skills=[skill])
    request_for(area=matching.area, skills=[skill])
    published(matching)
    Proposal.objects.update(mentor_accepted_at=NOW)

    assert "amina" not in carried()


def test_who_waits_after_a_decline_is_told_so(matching, skill):
    mentor = mentor_with(skills=[skill])
    request = request_for(person=person("Bo"), area=matching.area, skills=[skill])
    published(matching)
    Proposal.objects.update(answer="declined", answered_at=NOW, declined_by="mentor", reason="No time")

    assert next_best(request=request, now=NOW) is None
    subject, text = carried()["bo"]
    assert "No other mentor for you in" in subject
    assert "Your request stays open" in text
    assert str(mentor) not in text


def test_only_the_reader_may_read_it_later(matching, skill):
    request = request_for(area=matching.area, skills=[skill])
    notice = Notice(kind="round_nobody", recipient=PersonFactory())

    assert not all_kinds()["round_nobody"].is_readable(notice, request)
    notice.recipient = request.person
    assert all_kinds()["round_nobody"].is_readable(notice, request)
