"""Taking a person out of mentoring, in the middle of a round too."""

from django.db import transaction
from django.db.models import Q

from ..models import (
    Availability,
    CheckIn,
    Choice,
    CoMentorInvitation,
    Concern,
    Exclusion,
    Goal,
    Meeting,
    Mentor,
    MentoringRequest,
    Pairing,
    PairingFeedback,
    Proposal,
    Reserve,
)
from . import mentors, pairings
from .proposals import held_mentor, held_request
from .requests import leave

UNPUBLISHED = Q(round__published_at__isnull=True)


def erase_participant(*, person, now):
    """Take a person out of mentoring; answers how many concerns of theirs stay until organizers settle them.

    Pairs end as stopped, requests are withdrawn, the offer is stopped; the other side is told that it is over, and no
    reason. Drafts of rounds that are prepared go, and so do hours, exclusions, skills and texts. Days and minutes of
    meetings stay, for they count for the other one, and what was published stays as it was. Each step is a transaction
    of its own, which holds rows in the order that everybody does: what was cut short is finished by running it again.
    """
    for pairing in Pairing.objects.active().of(person).order_by("pk"):
        end_pairing(pairing, person, now)
    for pk in MentoringRequest.objects.filter(person=person).order_by("pk").values_list("pk", flat=True):
        erase_request(pk, now)
    mentor = Mentor.objects.filter(person=person).first()
    if mentor is not None:
        mentors.stop(mentor=mentor, now=now)
        erase_offer(mentor, now)
    erase_texts(person)
    return Concern.objects.filter(author=person).count()


def end_pairing(pairing, person, now):
    """A co-mentor leaves; for one of the two it ends."""
    if person.pk in (pairing.mentee_id, pairing.mentor.person_id):
        pairings.end(pairing=pairing, person=person, ending=Pairing.Ending.STOPPED, now=now)
    else:
        pairings.leave(pairing=pairing, person=person, now=now)


@transaction.atomic
def erase_request(pk, now):
    """Withdraw what stands, and take out what was wanted and written."""
    request = held_request(pk)
    if not (request.withdrawn_at or request.closed_at):
        leave(request, now)
    request.wanted_skills.all().delete()
    request.about = ""
    request.save(update_fields=["about", "about_html"])
    request.proposals.exclude(message="").update(message="")
    request.proposals.filter(declined_by=Proposal.Side.MENTEE).exclude(reason="").update(reason="")
    Choice.objects.filter(UNPUBLISHED, request=request).delete()


@transaction.atomic
def erase_offer(mentor, now):
    """Take out what was offered and written; nobody is proposed to them in a round that is prepared."""
    mentor = held_mentor(mentor.pk)
    mentor.about, mentor.away_until = "", None
    mentor.save(update_fields=["about", "about_html", "away_until"])
    mentor.offered_skills.all().delete()
    mentor.areas.clear()
    mentor.regions.clear()
    Proposal.objects.drafts().filter(mentor=mentor).delete()
    mentor.proposals.filter(declined_by=Proposal.Side.MENTOR).exclude(reason="").update(reason="")
    asked = CoMentorInvitation.objects.filter(mentor=mentor, answer="")
    asked.update(answer=CoMentorInvitation.Answer.WITHDRAWN, answered_at=now)
    for rows in (Choice.objects, Reserve.objects):
        rows.filter(UNPUBLISHED, mentor=mentor).delete()


@transaction.atomic
def erase_texts(person):
    """Hours, whom the person avoids or who avoids them, and what they wrote in their pairs.

    A concern that nobody settled yet stays with the organizers: it may protect somebody. It goes when this runs again.
    """
    Availability.objects.filter(person=person).delete()
    Exclusion.objects.filter(Q(person=person) | Q(other=person)).delete()
    Goal.objects.filter(added_by=person).delete()
    Pairing.objects.of(person).exclude(meets_where="").update(meets_where="")
    Meeting.objects.filter(logged_by=person).update(notes="", notes_html="", lang="")
    CheckIn.objects.filter(person=person, answered_at__isnull=True).delete()
    CheckIn.objects.filter(person=person).update(text="", lang="")
    PairingFeedback.objects.filter(person=person).update(text="", text_html="", lang="", is_shared=False)
    Concern.objects.filter(author=person, settled_at__isnull=False).delete()
