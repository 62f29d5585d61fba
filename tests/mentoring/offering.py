"""Offering to mentor and finding a mentor, in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from mentoring.models import Exclusion
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory, declare

from .factories import ProposalFactory, RoundFactory, free_at, mentor_with, request_for


def doors(answers):
    """The rows of the role matrix."""
    return {
        "mentoring:mentoring": ([], answers.EVERYBODY, answers.NO_FORM),
        "mentoring:offer": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "mentoring:hours": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "mentoring:avoid": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "mentoring:dashboard": ([], answers.MEMBERS, answers.LED_ON),
        "mentoring:mentors": ([], answers.MEMBERS, answers.MEMBERS_NO_FORM),
        "mentoring:mentor": (["kind-mentor"], answers.MEMBERS, answers.MEMBERS_NO_FORM),
        "mentoring:mentor who avoids": (["wary-mentor"], "302 200 404 200 200", answers.MEMBERS_NO_FORM),
        "mentoring:mentor who stopped": (["former-mentor"], answers.MEMBERS_NOBODY, answers.MEMBERS_NO_FORM),
    }


def rows(author):
    """A mentor, one who avoids the author, and one who stopped."""
    mentor_with(person=PersonFactory(username="kind-mentor"))
    wary = mentor_with(person=PersonFactory(username="wary-mentor"))
    Exclusion.objects.create(person=wary.person, other=author)
    mentor_with(person=PersonFactory(username="former-mentor"), stopped_at=timezone.now())
    return {}


READERS = {"mentoring:mentoring": []}
LEARNER = {
    "mentoring:mentoring": [],
    "mentoring:offer": [],
    "mentoring:hours": [],
    "mentoring:avoid": [],
    "mentoring:dashboard": [],
    "mentoring:mentors": [],
    "mentoring:mentors ?skill=holding-a-room": [],
    "mentoring:mentor": ["full-mentor"],
}
NO_PAGE = {}


def words(learner):
    """An announced round, the learner as a mentor who is asked, a mentor with everything, and one who is away."""
    now, skill = timezone.now(), SkillFactory(slug="holding-a-room", title="Holding a room")
    RoundFactory(announced_at=now, is_demonstration=True)
    other = PersonFactory(username="full-mentor", display_name="Fatou")
    mentor = mentor_with(person=other, skills=[skill], about="I have *done* it.", capacity=2, is_demonstration=True)
    mentor.save()
    mentor_with(skills=[skill], away_until=now.date() + timedelta(days=9))
    if not hasattr(learner, "availability"):
        free_at(learner)
    if not learner.language_levels.filter(language__code="en").exists():
        declare(learner, mentor.language)
    own = mentor_with(person=learner, skills=[skill], languages=(), blocks=(), capacity=3)
    ProposalFactory(mentor=own, request=request_for(skills=[skill]), origin="round", points=60, round=RoundFactory())
    Exclusion.objects.create(person=learner, other=PersonFactory(display_name="Somebody Else"))
    return {}
