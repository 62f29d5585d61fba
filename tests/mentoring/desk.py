"""One of everything that belongs to a round, for tests of the organizers' desk."""

from datetime import timedelta

from django.utils import timezone

from mentoring import models
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import PersonFactory

from .factories import (
    AcceptedProposalFactory,
    MentorFactory,
    MentoringRequestFactory,
    OfferedSkillFactory,
    PairingFactory,
    RoundFactory,
    WantedSkillFactory,
)


def everything_of(title, **fields):
    """{model: a row} of a round in an area of its own, whose people are named after it."""
    area = AreaFactory()  # its name is public
    matching = RoundFactory(title=title, area=area, **fields)
    mentor = mentor_in(area, f"{title} mentor")
    request = MentoringRequestFactory(area=area, person=PersonFactory(display_name=f"{title} mentee"))
    co_mentor = mentor_in(area, f"{title} beginner")
    accepted = AcceptedProposalFactory(mentor=mentor, request=request, round=matching, origin="round", points=70)
    pairing = PairingFactory(mentor=mentor, proposal=accepted, co_mentor=co_mentor)
    solution = models.Solution.objects.create(round=matching, version=1, sha256="0" * 64)
    return {
        models.Round: matching,
        models.Solution: solution,
        models.Unmatched: models.Unmatched.objects.create(solution=solution, request=request),
        models.Choice: choice_of(matching, request, mentor),
        models.Reserve: models.Reserve.objects.create(round=matching, mentor=mentor, places=1),
        models.MentoringRequest: request,
        models.WantedSkill: WantedSkillFactory(request=request, skill=SkillFactory(title=f"{title} skill")),
        models.Mentor: mentor,
        models.OfferedSkill: OfferedSkillFactory(mentor=mentor),
        models.Proposal: accepted,
        models.Pairing: pairing,
        **parts_of(pairing, co_mentor, title),
    }


def parts_of(pairing, co_mentor, title):
    """One of everything that belongs to a pairing; the mentee says what there is to say."""
    now, person = timezone.now(), pairing.mentee
    told = {"pairing": pairing, "person": person}
    return {
        models.CoMentorInvitation: pairing.invitations.create(mentor=co_mentor),
        models.Goal: models.Goal.objects.create(pairing=pairing, text=f"{title} goal", lang="en", added_by=person),
        models.CheckIn: models.CheckIn.objects.create(
            **told, due_on=now.date(), how="stuck", wants_help=True, text=f"{title} help", lang="en", answered_at=now
        ),
        models.Concern: models.Concern.objects.create(
            pairing=pairing, author=person, text=f"{title} concern", lang="en", raised_at=now - timedelta(1)
        ),
        models.PairingFeedback: models.PairingFeedback.objects.create(**told, helped=3, text=f"{title} feedback"),
    }


def mentor_in(area, name, **fields):
    mentor = MentorFactory(person=PersonFactory(display_name=name), **fields)
    mentor.areas.add(area)
    return mentor


def choice_of(matching, request, mentor, kind="lock", **fields):
    return models.Choice.objects.create(
        round=matching, request=request, mentor=mentor, kind=kind, reason="They know each other.", **fields
    )
