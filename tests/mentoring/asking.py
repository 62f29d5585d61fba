"""Requests and proposals in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from mentoring import models
from tests.academy.factories import SkillFactory

from .factories import EVENINGS, MentorFactory, MentoringRequestFactory, ProposalFactory, RoundFactory, mentor_with


def doors(answers):
    """The rows of the role matrix: a request is its person's alone, a proposal is its two sides' alone."""
    members_nobody = (answers.MEMBERS_NOBODY, answers.MEMBERS_NOBODY)
    return {
        "mentoring:new_request": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "mentoring:request": (["#asked_request"], answers.AUTHOR, answers.MEMBERS_NO_FORM),
        "mentoring:edit_request": (["#asked_request"], answers.AUTHOR, answers.AUTHORS_FORM),
        "mentoring:edit_request withdrawn": (["#left_request"], answers.AUTHOR_LED_ON, answers.AUTHOR_LED_ON),
        "mentoring:withdraw_request": (["#asked_request"], answers.AUTHOR, answers.AUTHOR_LED_ON),
        "mentoring:ask": (["asked_mentor"], answers.MEMBERS, answers.MEMBERS_FORM),
        "mentoring:ask stopped": (["stopped_mentor"], *members_nobody),
        "mentoring:proposal": (["#asked_proposal"], answers.AUTHOR, answers.MEMBERS_NO_FORM),
        "mentoring:proposal draft": (["#draft_proposal"], answers.MEMBERS_NOBODY, answers.MEMBERS_NO_FORM),
        "mentoring:answer_proposal": (["#asked_proposal"], answers.MEMBERS_NO_FORM, answers.AUTHORS_FORM),
        "mentoring:answer_proposal draft": (["#draft_proposal"], answers.MEMBERS_NO_FORM, answers.MEMBERS_NOBODY),
        "mentoring:withdraw_proposal": (["#asked_proposal"], answers.AUTHOR, answers.AUTHOR_LED_ON),
        "mentoring:withdraw_proposal draft": (["#draft_proposal"], *members_nobody),
    }


def rows(author):
    """What those addresses name."""
    proposal = ProposalFactory(request__person=author, mentor__person__username="asked_mentor")
    draft = ProposalFactory(
        request=MentoringRequestFactory(person=author), origin="round", points=70, offered_at=None, round=RoundFactory()
    )
    MentorFactory(person__username="stopped_mentor", stopped_at=timezone.now())
    left = MentoringRequestFactory(person=author, withdrawn_at=timezone.now())
    return {
        "#asked_request": proposal.request_id,
        "#asked_proposal": proposal.pk,
        "#draft_proposal": draft.pk,
        "#left_request": left.pk,
    }


READERS = {}
LEARNER = {
    "mentoring:new_request": [],
    "mentoring:request": ["#asked_request"],
    "mentoring:request open": ["#open_request"],
    "mentoring:edit_request": ["#asked_request"],
    "mentoring:withdraw_request": ["#asked_request"],
    "mentoring:ask": ["asked_mentor"],
    "mentoring:proposal": ["#asked_proposal"],
    "mentoring:proposal to answer": ["#proposal_to_answer"],
    "mentoring:proposal declined": ["#declined_proposal"],
    "mentoring:withdraw_proposal": ["#asked_proposal"],
}
NO_PAGE = {"mentoring:answer_proposal": "takes a form: tests/mentoring/test_proposals_views.py"}


def words(learner):
    """A learner who waits for one mentor, was declined by another, and is proposed to somebody as their mentor."""
    skill, day = SkillFactory(), timezone.now() - timedelta(days=2)
    mentor = mentor_with(skills=[skill], blocks=EVENINGS, person__username="asked_mentor", capacity=5)
    proposal = ProposalFactory(request__person=learner, mentor=mentor, message="I would like to learn from you.")
    models.WantedSkill.objects.create(request=proposal.request, skill=skill, rank=1)
    declined = ProposalFactory(
        request=proposal.request,
        offered_at=day,
        answer="declined",
        declined_by="mentor",
        answered_at=day,
        reason="Later.",
    )
    own = models.Mentor.objects.filter(person=learner).first() or MentorFactory(person=learner)
    models.Mentor.objects.filter(pk=own.pk).update(capacity=5, away_until=None)
    to_answer = ProposalFactory(mentor=own, origin="round", points=70, round=RoundFactory(announced_at=day))
    return {
        "#asked_request": proposal.request_id,
        "#open_request": MentoringRequestFactory(person=learner).pk,
        "#asked_proposal": proposal.pk,
        "#declined_proposal": declined.pk,
        "#proposal_to_answer": to_answer.pk,
    }
