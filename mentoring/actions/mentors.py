"""Offering to mentor: begin, change, pause, stop and begin again."""

from django.db import transaction
from django.utils import timezone

from people.models import Person

from ..models import CoMentorInvitation, Mentor, OfferedSkill, Proposal
from ..rules import mentors as rules
from . import proposals
from .proposal_notices import tell
from .rematching import next_best


@transaction.atomic
def save_offer(*, person, skills, areas, regions, now, **fields):
    """Keep what a person offers, or raise ValidationError; whoever stopped begins again. Answers the mentor.

    `fields`: capacity, about, language, away_until. A skill that stays keeps how it came into the offer.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one offer, from however many windows
    held = Mentor.objects.select_for_update(no_key=True, of=("self",)).filter(person=person).first()
    mentor = held or Mentor(person=person, created_at=now)
    load = load_of(held)
    rules.check_capacity(fields["capacity"], **load)
    rules.check_skills(skills)
    rules.check_absence(fields["away_until"], timezone.localdate(now, person.time_zone))
    for name, value in {**fields, "changed_at": now, "stopped_at": None}.items():
        setattr(mentor, name, value)
    mentor.full_clean()
    mentor.save()
    mentor.areas.set(areas)
    mentor.regions.set(regions)
    mentor.offered_skills.exclude(skill__in=skills).delete()
    rows = [OfferedSkill(mentor=mentor, skill=skill, added_at=now) for skill in skills]
    OfferedSkill.objects.bulk_create(rows, ignore_conflicts=True)
    return mentor


@transaction.atomic
def pause(*, mentor, until, now):
    """Be away up to a day, which is included; None: back from now on."""
    mentor = proposals.held_mentor(mentor.pk)
    rules.check_absence(until, timezone.localdate(now, mentor.person.time_zone))
    mentor.away_until, mentor.changed_at = until, now
    mentor.save(update_fields=["away_until", "changed_at"])
    return mentor


def stop(*, mentor, now):
    """Take the offer back: open proposals end, pairs go on. An offer that was taken back stays so.

    Those whom a round proposed are proposed to the next best mentor, each in a transaction of their own.
    """
    mentor, left = _stop(mentor, now)
    find_others(left, now=now)
    return mentor


@transaction.atomic
def _stop(mentor, now):
    """(the mentor as it is now, the requests that wait for somebody else)"""
    waiting = Proposal.objects.unanswered().filter(mentor=mentor)
    for pk in waiting.order_by("request").values_list("request", flat=True):
        proposals.held_request(pk)  # requests first, then the mentor, as everywhere
    mentor = proposals.held_mentor(mentor.pk)
    if mentor.stopped_at:
        return mentor, []
    mentor.stopped_at, mentor.changed_at = now, now
    mentor.save(update_fields=["stopped_at", "changed_at"])
    take_questions_back(CoMentorInvitation.objects.filter(mentor=mentor), now)
    return mentor, end_quietly(waiting, by=mentor.person_id, now=now)


def take_questions_back(questions, now):
    """Close open questions to co-mentors whose rows are held, without a reason."""
    questions.filter(answer="").update(answer=CoMentorInvitation.Answer.WITHDRAWN, answered_at=now)


def end_quietly(waiting, *, by, now):
    """End open proposals whose mentor's row is held; the other one reads that it is over, and no reason.

    Answers the requests for which a round had proposed the mentor.
    """
    left = []
    for proposal in waiting.select_related("request__person", "mentor__person").order_by("request", "pk"):
        proposals.end(proposal, Proposal.Answer.WITHDRAWN, now)
        others = [person for person in (proposal.request.person, proposal.mentor.person) if person.pk != by]
        tell("proposal_withdrawn", proposal, others)
        if proposal.origin != Proposal.Origin.ASKED:
            left.append(proposal.request)
    return left


def find_others(requests, *, now):
    """Propose the next best mentor for each of these requests; outside of the transaction that ended the last one."""
    for request in requests:
        next_best(request=request, now=now)


def load_of(mentor):
    """{pairs, held} of a mentor whose row is held; nothing for who is none yet."""
    if mentor is None:
        return {"pairs": 0, "held": 0}
    return Mentor.objects.with_load().filter(pk=mentor.pk).values("pairs", "held").get()
