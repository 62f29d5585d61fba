"""The private list of people not to be paired with."""

from django.db import transaction
from django.db.models import Q

from people.models import Person

from ..models import CoMentorInvitation, Exclusion, Mentor, MentoringRequest, Proposal
from ..rules.exclusions import check_can_avoid
from .mentors import end_quietly, find_others, take_questions_back


def avoid(*, person, other, now, because=Exclusion.Because.AVOID):
    """Put somebody on a person's list and end what is open between the two, without a reason; answers the row.

    Whoever proposes one to the other holds the mentor's row: they come before, and what they proposed ends here, or
    after, and find the exclusion. Who stands in the list already stays as they are.
    """
    row, left = _avoid(person, other, now, because)
    find_others(left, now=now)
    return row


@transaction.atomic
def _avoid(person, other, now, because):
    """(the row of the list, the requests that wait for somebody else)"""
    _hold({person.pk, other.pk})
    row = Exclusion.objects.filter(person=person, other=other).first()
    if row is None:
        check_can_avoid(person, other, listed=Exclusion.objects.filter(person=person).count())
        row = Exclusion.objects.create(person=person, other=other, because=because, created_at=now)
    take_questions_back(_questions_between(person, other), now)
    between = Q(request__person=person, mentor__person=other) | Q(request__person=other, mentor__person=person)
    return row, end_quietly(Proposal.objects.unanswered().filter(between), by=person.pk, now=now)


def _questions_between(person, other):
    """Questions whether one of the two joins a pair of the other, as a co-mentor."""
    joining = Q()
    for one, two in ((person, other), (other, person)):
        joining |= Q(mentor__person=one) & (Q(pairing__mentee=two) | Q(pairing__mentor__person=two))
    return CoMentorInvitation.objects.filter(joining)


def _hold(people):
    """Hold the two people, their open requests, then their rows as mentors: the order in which everybody holds them."""
    for rows in (
        Person.objects.filter(pk__in=people),
        MentoringRequest.objects.standing().filter(person__in=people),
        Mentor.objects.filter(person__in=people),
    ):
        list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))


def allow(*, person, other):
    """Take somebody out of a person's list; one who does not stand in it changes nothing."""
    Exclusion.objects.filter(person=person, other=other).delete()
