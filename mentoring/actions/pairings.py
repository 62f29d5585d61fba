"""How a pairing ends, and what is said at its end.

Whoever changes a pairing holds the row of its request, then those of mentors, then its own, as in proposals.
"""

from django.db import transaction

from ..models import CoMentorInvitation, Exclusion, MentoringRequest, OfferedSkill, Pairing, PairingFeedback
from ..rules import pairings as rules
from .exclusions import avoid
from .pairing_notices import tell, tell_of_end
from .proposals import held_request
from .rematching import next_best

Ending = Pairing.Ending


def held(pairing):
    """The pairing as it is now, its row held until the end of the transaction."""
    rows = Pairing.objects.select_for_update(no_key=True, of=("self",)).with_people()
    return rows.select_related("request", "proposal").get(pk=pairing.pk)


def note_sign(pairing, person, now):
    """What the mentor does here is a sign of life: nobody asks for one."""
    if person.pk == pairing.mentor.person_id:
        pairing.mentor_sign_at, pairing.nudged_at = now, None
        pairing.save(update_fields=["mentor_sign_at", "nudged_at"])


def end(*, pairing, person, ending, now):
    """End it for everybody; answers the pairing. The first end holds, whoever comes second.

    Where the mentee is left without a mentor, the next best one is looked for.
    """
    return _look_again(*_end(pairing, person, ending, now), now)


@transaction.atomic
def _end(pairing, person, ending, now):
    """(the pairing, whether its request looks for somebody since now)"""
    request = held_request(pairing.request_id)
    pairing = held(pairing)
    if pairing.ended_at:
        return pairing, False
    is_mentee = person.pk == pairing.mentee_id
    rules.check_can_end(pairing, ending=ending, is_mentee=is_mentee)
    stays_open = rules.stays_open(ending, is_mentee=is_mentee)
    return _ended(pairing, request, ending, person, now, stays_open=stays_open), stays_open


def change(*, pairing, now):
    """The mentee of a silent mentor looks for another one, without a reason; answers the pairing."""
    return _look_again(*_change(pairing, now), now)


@transaction.atomic
def _change(pairing, now):
    request = held_request(pairing.request_id)
    pairing = held(pairing)
    if pairing.ended_at and pairing.ending == Ending.CHANGED:
        return pairing, False
    rules.check_can_change(pairing, now)
    return _ended(pairing, request, Ending.CHANGED, pairing.mentee, now, stays_open=True), True


def _look_again(pairing, is_left, now):
    """Propose the next best mentor, in a transaction of its own; where nobody is free the request waits."""
    if is_left:
        next_best(request=pairing.request, now=now)
    return pairing


def _ended(pairing, request, ending, person, now, *, stays_open):
    """Write the end: the place is free from now on, and the request is closed or looks for somebody again."""
    pairing.ended_at, pairing.ended_by, pairing.ending = now, person, ending
    pairing.save(update_fields=["ended_at", "ended_by", "ending"])
    asked = CoMentorInvitation.objects.filter(pairing=pairing, answer="")
    asked.update(answer=CoMentorInvitation.Answer.WITHDRAWN, answered_at=now)
    if not stays_open:
        MentoringRequest.objects.filter(pk=request.pk, closed_at__isnull=True).update(closed_at=now)
    if ending == Ending.FINISHED and pairing.co_mentor:
        _stand_alone(pairing)
    tell_of_end(pairing)
    return pairing


def _stand_alone(pairing):
    """Who finished a pairing as a co-mentor teaches alone from now on, and is told."""
    skills = OfferedSkill.objects.filter(mentor=pairing.co_mentor_id, is_as_co_mentor=True)
    if skills.update(is_as_co_mentor=False):
        tell([pairing.co_mentor.person], "skills_stand", pairing, pairing.co_mentor_id)


@transaction.atomic
def leave(*, pairing, person, now):
    """A co-mentor leaves; the two go on, and the place is free."""
    held_request(pairing.request_id)
    pairing = held(pairing)
    if pairing.co_mentor is None or pairing.co_mentor.person_id != person.pk or pairing.ended_at:
        return pairing
    pairing.co_mentor = None
    pairing.save(update_fields=["co_mentor"])
    tell([pairing.mentee, pairing.mentor.person], "co_mentor_left", pairing, f"{pairing.pk}:{now:%Y%m%dT%H%M}")
    return pairing


def say_how_it_was(*, pairing, person, said, never_again, now):
    """Keep what one of the pair says of it, once, and that they are not to be paired again; answers the feedback.

    `said`: fields of PairingFeedback, or nothing to say nothing. Whoever is not to be paired again is avoided in a
    transaction of its own, which holds rows in the order that everybody does.
    """
    feedback = _said(pairing, person, said, now) if said else None
    if never_again:
        other = pairing.mentor.person if person.pk == pairing.mentee_id else pairing.mentee
        avoid(person=person, other=other, now=now, because=Exclusion.Because.NEVER_AGAIN)
    return feedback


@transaction.atomic
def _said(pairing, person, said, now):
    pairing = held(pairing)
    feedback = PairingFeedback.objects.filter(pairing=pairing, person=person).first()
    feedback = feedback or PairingFeedback(pairing=pairing, person=person)
    for name, value in {**said, "given_at": now}.items():
        setattr(feedback, name, value)
    feedback.full_clean(exclude=["pairing", "person"])
    feedback.save()
    return feedback
