"""The board of opportunities and the desk's figures in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from academy.models import Opportunity, Reviewer
from people.models import Person
from tests.factories import PersonFactory

from .factories import AreaFactory, CohortFactory, OpportunityFactory, RegionFactory, SkillFactory


def doors(answers):
    """The rows of the role matrix for the board."""
    page = (answers.EVERYBODY, answers.NO_FORM)
    return {
        "academy:opportunities": ([], *page),
        "academy:opportunities_atom": ([], *page),
        "academy:opportunities_calendar": ([], *page),
        "academy:opportunity": (["#opportunity"], *page),
        "academy:opportunity proposed": (["#proposed"], answers.AUTHOR_UNASKED, answers.NO_FORM),
        "academy:propose_opportunity": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "academy_figures": ([], "302 302 302 200 200", "302 302 302 405 405"),
    }


def rows(author):
    """A published one, one that its author sees, and a reviewer of a cohort that the organizer of the scene leads."""
    reviewer = Reviewer.objects.create(cohort=CohortFactory(), person=PersonFactory())
    reviewer.cohort.organizers.add(*Person.objects.filter(username="organizer"))
    proposed = OpportunityFactory(proposed_by=author, published_at=None)
    return {"#opportunity": OpportunityFactory().pk, "#proposed": proposed.pk, "#reviewer": reviewer.pk}


READERS = {
    "academy:opportunities": [],
    "academy:opportunities ?q=nothing": [],
    "academy:opportunities ?past=1": [],
    "academy:opportunity": ["#board"],
}
LEARNER = {
    "academy:opportunities": [],
    "academy:opportunity declined": ["#board_declined"],
    "academy:opportunity waiting": ["#board_waiting"],
    "academy:propose_opportunity": [],
}
NO_PAGE = {
    "academy:opportunities_atom": "a feed: test_opportunities_views",
    "academy:opportunities_calendar": "a calendar: test_opportunities_views",
    "academy_figures": "a page of the desk: tests/journeys/test_academy_desk.py",
}


def words(learner):
    """One with everything that its page can show, one that waits, one that is declined, one that is over."""
    now = timezone.now()
    full = OpportunityFactory(
        closes_at=now + timedelta(days=9),
        closes_anywhere_on_earth=True,
        starts_on=now.date() + timedelta(days=20),
        ends_on=now.date() + timedelta(days=22),
        place="Pune",
        proposed_by=learner,
        is_demonstration=True,
    )
    full.areas.add(AreaFactory(slug="glam"))
    full.regions.add(RegionFactory(slug="south-asia"))
    full.skills.add(SkillFactory(slug="hosting"))
    OpportunityFactory(closes_at=now - timedelta(days=1))
    waiting = OpportunityFactory(proposed_by=learner, published_at=None)
    declined = OpportunityFactory(proposed_by=learner, published_at=None)
    Opportunity.objects.filter(pk=declined.pk).update(declined_at=now, declined_because="It sells something.")
    return {"#board": full.pk, "#board_waiting": waiting.pk, "#board_declined": declined.pk}
