"""What people hear of proposals: that somebody asks, that time runs out, and what became of it."""

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..rules.proposals import answer_at

WITHDRAWN = Notice.Reason.WITHDRAWN
RELATED = ("request__person", "request__cohort", "request__area", "mentor__person", "round")


def own_page(notice, subject):
    return subject.get_absolute_url()


def next_page(notice, proposal):
    """Who asked goes on from the page of the request; the mentor reads the proposal."""
    is_mentee = proposal.request.person_id == notice.recipient_id
    return proposal.request.get_absolute_url() if is_mentee else proposal.get_absolute_url()


def belongs_to_reader(notice, proposal):
    return notice.recipient_id in (proposal.request.person_id, proposal.mentor.person_id)


def withdrawn_if_answered(notice, proposal):
    """Nobody is asked for an answer that was given, or for one that is too late."""
    return WITHDRAWN if answer_at(proposal, now()) or _has_accepted(notice, proposal) else ""


def _has_accepted(notice, proposal):
    is_mentee = proposal.request.person_id == notice.recipient_id
    return bool(proposal.mentee_accepted_at if is_mentee else proposal.mentor_accepted_at)


def with_both(notice, proposal):
    """`other`: the name on the other side; `is_mentor`: whether the reader is the mentor."""
    is_mentor = proposal.mentor.person_id == notice.recipient_id
    return {
        "proposal": proposal,
        "is_mentor": is_mentor,
        "other": proposal.request.person if is_mentor else proposal.mentor.person,
        "deadline": date_format(localtime(proposal.expires_at), "DATETIME_FORMAT"),
        "is_asked": proposal.origin == "asked",
    }


def with_pair(notice, pairing):
    is_mentor = pairing.mentor.person_id == notice.recipient_id
    return {"is_mentor": is_mentor, "other": pairing.mentee if is_mentor else pairing.mentor.person}


def is_of_pair(notice, pairing):
    return notice.recipient_id in (pairing.mentee_id, pairing.mentor.person_id)


def kind(name, label, *, url=own_page, check=lambda notice, subject: "", context=with_both, related=RELATED):
    """Nobody chooses to miss these: somebody waits for each answer."""
    return Kind(
        name=name,
        label=label,
        template=f"mentoring/mail/{name}",
        url=url,
        check=check,
        context=context,
        may_read=is_of_pair if context is with_pair else belongs_to_reader,
        related=related,
        can_choose=False,
    )


KINDS = [
    kind("proposal_asked", _("Somebody asks me to mentor them"), check=withdrawn_if_answered),
    kind("proposal_made", _("A mentor, or somebody to mentor, is proposed to me"), check=withdrawn_if_answered),
    kind("proposal_reminder", _("A proposal waits for my answer"), check=withdrawn_if_answered),
    kind("proposal_declined", _("A proposal was declined"), url=next_page),
    kind("proposal_withdrawn", _("A proposal was withdrawn"), url=next_page),
    kind("proposal_expired", _("The time of a proposal is over"), url=next_page),
    kind("paired", _("I am paired with somebody"), context=with_pair, related=("mentee", "mentor__person")),
]
