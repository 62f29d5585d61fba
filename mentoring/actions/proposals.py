"""Asking a mentor and answering proposals.

Whoever writes to a proposal holds the row of its request, then the row of its mentor, in this order everywhere.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from ..models import Exclusion, Mentor, MentoringRequest, Pairing, Proposal
from ..round_rows import terms_between
from ..rows import mentee_of, mentor_of
from ..rules import proposals as rules
from ..rules.points import points
from .proposal_notices import both, other_side, tell, tell_of_pair
from .rematching import next_best

Answer, Side = Proposal.Answer, Proposal.Side


def held_request(pk):
    """The request as it is now, its row held until the end of the transaction."""
    return MentoringRequest.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=pk)


def held_mentor(pk):
    """The mentor as they are now, the row held until the end of the transaction."""
    return Mentor.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=pk)


def held(proposal):
    """The proposal as it is now, with its request and its mentor, whose rows are held in this order."""
    request, mentor = held_request(proposal.request_id), held_mentor(proposal.mentor_id)
    proposal = Proposal.objects.offered().select_related("round").get(pk=proposal.pk)
    proposal.request, proposal.mentor = request, mentor
    return proposal


@transaction.atomic
def ask(*, request, mentor, message, now):
    """Ask a mentor; answers the proposal, the one that stands where the same question is sent twice."""
    request, mentor = held_request(request.pk), held_mentor(mentor.pk)
    waiting = still_waiting(request, now)
    if waiting is not None and waiting.mentor_id == mentor.pk:
        return waiting
    check_can_ask(request, mentor, is_waiting=waiting is not None, now=now)
    verdict = points(mentee_of(request), mentor_of(mentor), terms_between(request, mentor))
    proposal = Proposal(
        request=request,
        mentor=mentor,
        origin=Proposal.Origin.ASKED,
        points=verdict.total,
        codes=[reason.as_json() for reason in verdict.reasons],
        message=message,
        made_at=now,
        offered_at=now,
        expires_at=now + timedelta(days=rules.ASKED_DAYS),
        mentee_accepted_at=now,
    )
    proposal.clean_fields(exclude=["codes"])
    with excluded_are_not_found():
        proposal.save()
    tell("proposal_asked", proposal, [mentor.person])
    return proposal


def check_can_ask(request, mentor, *, is_waiting, now):
    """Raise ValidationError unless the mentor may be asked now; a page asks before anything is typed."""
    if is_apart(request, mentor):
        raise rules.not_found()
    rules.check_can_ask(
        mentor,
        is_oneself=mentor.person_id == request.person_id,
        is_open=is_open(request),
        is_waiting=is_waiting,
        is_paired=is_paired(request, mentor),
        is_co_mentor=is_co_mentor(mentor),
        free=free_places(mentor),
        today=today_of(mentor.person, now),
    )
    rules.check_is_not_pressing(**asked_lately(request.person_id, mentor, now))


def asked_lately(person, mentor, now):
    """{to_mentor, of_day}: how often the person asked this mentor of late, and anybody within a day."""
    asked = Proposal.objects.offered().filter(request__person=person, origin=Proposal.Origin.ASKED)
    return asked.filter(offered_at__gt=now - rules.AGAIN_WITHIN).aggregate(
        to_mentor=Count("pk", filter=Q(mentor=mentor)),
        of_day=Count("pk", filter=Q(offered_at__gt=now - timedelta(days=1))),
    )


def still_waiting(request, now):
    """The open proposal of a request that is held; one whose time is over ends here."""
    waiting = request.proposals.unanswered().select_related("mentor__person").first()
    if waiting is None or not rules.answer_at(waiting, now):
        return waiting
    waiting.request = request
    end(waiting, Answer.EXPIRED, now)
    tell("proposal_expired", waiting, both(waiting))
    return None


def accept(*, proposal, side, now):
    """Say yes for one side; answers the Pairing once both did, else None. A second yes answers what holds."""
    pass_lapsed_on(now=now, proposals=Proposal.objects.filter(mentor=proposal.mentor_id).exclude(pk=proposal.pk))
    return _accept(proposal=proposal, side=side, now=now)


@transaction.atomic
def _accept(*, proposal, side, now):
    proposal = held(proposal)
    if proposal.answer == Answer.ACCEPTED:
        return proposal.pairing
    rules.check_unanswered(proposal, now)
    if getattr(proposal, f"{side}_accepted_at"):
        return None
    holds_a_place = proposal.origin != Proposal.Origin.ASKED
    rules.check_can_accept(
        proposal,
        side=side,
        is_open=is_open(proposal.request),
        is_apart=is_apart(proposal.request, proposal.mentor),
        is_paired=is_paired(proposal.request, proposal.mentor),
        free=free_places(proposal.mentor) + holds_a_place,
    )
    setattr(proposal, f"{side}_accepted_at", now)
    if proposal.mentee_accepted_at and proposal.mentor_accepted_at:
        return paired(proposal, now)
    proposal.save(update_fields=[f"{side}_accepted_at"])
    return None


def paired(proposal, now):
    """Write that both accepted, and the pairing that follows; tell both."""
    proposal.answer, proposal.answered_at = Answer.ACCEPTED, now
    proposal.save()
    starts_on, ends_on = rules.dates_of(proposal, timezone.localdate(now))
    pairing = Pairing(
        proposal=proposal,
        request=proposal.request,
        mentor=proposal.mentor,
        mentee=proposal.request.person,
        starts_on=starts_on,
        ends_on=ends_on,
        mentor_sign_at=now,
    )
    with excluded_are_not_found():
        pairing.save()
    leave_drafts(proposal.request)
    tell_of_pair(pairing)
    return pairing


def decline(*, proposal, side, reason, pause_until=None, now):
    """Say no for one side; a mentor may pause in the same step. Answers the proposal; the first no holds.

    Whose proposal came from a round is proposed the next best mentor, in a transaction of its own.
    """
    declined = _decline(proposal=proposal, side=side, reason=reason, pause_until=pause_until, now=now)
    if declined.origin != Proposal.Origin.ASKED:
        next_best(request=declined.request, now=now)
    return declined


@transaction.atomic
def _decline(*, proposal, side, reason, pause_until, now):
    proposal = held(proposal)
    if proposal.answer == Answer.DECLINED and proposal.declined_by == side:
        return proposal
    rules.check_unanswered(proposal, now)
    today = today_of(proposal.mentor.person, now)
    rules.check_can_decline(side=side, reason=reason, pause_until=pause_until, today=today)
    proposal.declined_by, proposal.reason = side, reason
    proposal.clean_fields(exclude=["codes"])
    end(proposal, Answer.DECLINED, now)
    if pause_until is not None:
        proposal.mentor.away_until, proposal.mentor.changed_at = pause_until, now
        proposal.mentor.save(update_fields=["away_until", "changed_at"])
    tell("proposal_declined", proposal, [other_side(proposal, side)])
    return proposal


@transaction.atomic
def withdraw(*, proposal, now):
    """Take back what the person asked for; answers the proposal."""
    proposal = held(proposal)
    if proposal.answer == Answer.WITHDRAWN:
        return proposal
    rules.check_can_withdraw(proposal, now)
    end(proposal, Answer.WITHDRAWN, now)
    tell("proposal_withdrawn", proposal, [proposal.mentor.person])
    return proposal


def pass_lapsed_on(*, now, proposals=None):
    """Write `expired` on what nobody answered in time; answers how many. It may run at any time."""
    proposals = Proposal.objects.all() if proposals is None else proposals
    return sum(lapse(proposal, now) for proposal in proposals.lapsed_at(now).order_by("request", "pk"))


@transaction.atomic
def lapse(proposal, now):
    """End one proposal whose time is over; whether it did."""
    proposal = held(proposal)
    if proposal.answer or proposal.expires_at > now:
        return False
    end(proposal, Answer.EXPIRED, now)
    tell("proposal_expired", proposal, both(proposal))
    return True


def end(proposal, answer, now):
    """Write the answer of a proposal that is held; a place that it held is free."""
    proposal.answer, proposal.answered_at = answer, now
    proposal.save(update_fields=["answer", "answered_at", "declined_by", "reason"])


def leave_drafts(request):
    """Nobody who has a mentor, or looks for none, stands in a round that is being prepared."""
    request.proposals.drafts().delete()


def is_open(request):
    return MentoringRequest.objects.open().filter(pk=request.pk).exists()


def is_apart(request, mentor):
    return Exclusion.objects.between(request.person_id, mentor.person_id).exists()


def is_paired(request, mentor):
    return Pairing.objects.active().filter(mentor=mentor, mentee=request.person_id).exists()


def is_co_mentor(mentor):
    """Whether all that the mentor offers is offered beside somebody else."""
    beside = set(mentor.offered_skills.values_list("is_as_co_mentor", flat=True))
    return beside == {True}


def free_places(mentor):
    """Places left, counted after the mentor's row is held: what others took meanwhile is seen."""
    return Mentor.objects.with_load().get(pk=mentor.pk).free


def today_of(person, now):
    """The day where a person lives."""
    return timezone.localdate(now, person.time_zone)


@contextmanager
def excluded_are_not_found():
    """Somebody who is excluded a moment after the rule looked is answered as before it: not a word of why."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        if refusal.__cause__.diag.constraint_name != "pair_excludes_nobody":
            raise
        raise rules.not_found() from None
