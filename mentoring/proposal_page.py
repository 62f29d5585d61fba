"""What the page of a proposal shows to one of its two sides."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .actions.proposals import is_open
from .because import Reader, because, names_for
from .models import Mentor, Proposal
from .pairing_page import Side, clocks
from .request_page import place_of
from .rules.proposals import answer_at
from .slots import moment_said, parties_of, slots_of


@dataclass(frozen=True)
class Two:
    """The two people of a proposal, as the pages of pairs know them."""

    mentee: object
    mentor: Mentor
    starts_on: date

    @property
    def mentee_id(self):
        return self.mentee.pk


def side_of(proposal, person):
    """ "mentee" or "mentor": which of the two the reader is."""
    return Proposal.Side.MENTEE if proposal.request.person_id == person.pk else Proposal.Side.MENTOR


def page_of(proposal, person, now):
    """Everything that templates/mentoring/proposal.html reads; a constant number of questions."""
    side, answer = side_of(proposal, person), answer_at(proposal, now)
    is_mentor = side == Proposal.Side.MENTOR
    own_yes = proposal.mentor_accepted_at if is_mentor else proposal.mentee_accepted_at
    return {
        "proposal": proposal,
        "asked": proposal.request,
        "is_mentor": is_mentor,
        "is_asked": proposal.origin == Proposal.Origin.ASKED,
        "other": proposal.request.person if is_mentor else proposal.mentor.person,
        "place": place_of(proposal.request),
        "answer": answer,
        "ended_by_me": proposal.declined_by == side,
        "said_yes": bool(own_yes) and not answer,
        "to_answer": not own_yes and not answer,
        "may_withdraw": not is_mentor and not answer and proposal.origin == Proposal.Origin.ASKED,
        "until": moment_said(proposal.expires_at, person.time_zone),
        "ended": date_format(timezone.localtime(proposal.answered_at or proposal.expires_at)),
        "wanted": [
            _(row.skill.title) for row in proposal.request.wanted_skills.select_related("skill").order_by("rank")
        ],
        "because": reasons(proposal, is_mentor),
        "pairing": getattr(proposal, "pairing", None),
        "seeks_on": bool(answer) and not is_mentor and is_open(proposal.request),
        "is_full": not answer and not is_mentor and is_full(proposal),
        **times_of(proposal, person, is_mentor, now, is_shown=not answer),
    }


def reasons(proposal, is_mentor):
    """Why the two fit, in sentences to the reader."""
    if not proposal.codes:
        return []
    reader = Reader.MENTOR if is_mentor else Reader.MENTEE
    people = {"mentee": str(proposal.request.person), "mentor": str(proposal.mentor.person)}
    return because(proposal.codes, reader=reader, names=names_for([proposal.codes]), **people)


def is_full(proposal):
    """Whether the mentor who was asked gave the last place to somebody else meanwhile."""
    asked = proposal.origin == Proposal.Origin.ASKED
    return asked and Mentor.objects.with_load().get(pk=proposal.mentor_id).free < 1


def times_of(proposal, person, is_mentor, now, *, is_shown):
    """{slots: [[the hour on each clock]], clocks}: the first hours that both are free, the reader's clock first."""
    if not is_shown:
        return {"slots": [], "clocks": []}
    first_day = timezone.localdate(now)
    if proposal.round is not None:
        first_day = max(first_day, proposal.round.starts_on)
    two = Two(proposal.request.person, proposal.mentor, first_day)
    parties = parties_of(two)
    shown = clocks(two, parties, Side("mentor" if is_mentor else "mentee", person))
    moments = slots_of(two, parties, now)
    return {
        "slots": [[moment_said(moment, clock["zone"]) for clock in shown] for moment in moments],
        "clocks": shown,
        "has_week": person.pk in parties,
        "has_other_week": len(parties) == 2,
    }
