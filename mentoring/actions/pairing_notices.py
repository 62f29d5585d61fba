"""Who is told of a pair at work. Each is called within the transaction of the change it speaks of."""

from django.db.models import Q

from consultations.actions.organizers import GROUP
from notices.actions.planning import plan
from people.models import Person

from ..rules.pairings import NUDGE_WAITS


def people_of(pairing):
    """The mentee, the mentor and the co-mentor, as far as there is one."""
    mentors = [mentor.person for mentor in (pairing.mentor, pairing.co_mentor) if mentor]
    return [pairing.mentee, *mentors]


def others(pairing, person):
    return [other for other in people_of(pairing) if other.pk != person.pk]


def tell(people, kind, subject, key, **fields):
    """Tell each once, in the order of the keys; who closed the account is not told."""
    for person in sorted(people, key=lambda person: person.pk):
        if person.is_active:
            plan(kind=kind, recipient_id=person.pk, subject=subject, key=f"{kind}:{key}", **fields)


def tell_of_time(pairing, person, now):
    """The others hear when the pair meets next."""
    tell(others(pairing, person), "pairing_time", pairing, f"{pairing.pk}:{now:%Y%m%dT%H%M%S}")


def tell_of_end(pairing):
    """All are thanked when it is finished; else the others hear kindly that it is over."""
    is_finished = pairing.ending == pairing.Ending.FINISHED
    told = [person for person in people_of(pairing) if is_finished or person.pk != pairing.ended_by_id]
    tell(told, "pairing_ended", pairing, pairing.pk)


def ask_for_sign(pairing):
    """Ask a silent mentor once, and tell the mentee when time is up, unless a sign comes before."""
    key = f"{pairing.pk}:{pairing.nudged_at:%Y%m%dT%H%M}"
    tell([pairing.mentor.person], "mentor_nudge", pairing, key)
    tell([pairing.mentee], "mentor_silent", pairing, key, due_at=pairing.nudged_at + NUDGE_WAITS)


def tell_organizers(pairing, kind, subject):
    """Tell those who run the cohort or a round of its place, but nobody of the pair; else those who see everything."""
    staff = Person.objects.filter(is_active=True, is_staff=True).exclude(pk__in=[one.pk for one in people_of(pairing)])
    if pairing.request.cohort_id:
        nearest = Q(led_cohorts=pairing.request.cohort_id) | Q(led_rounds__cohort=pairing.request.cohort_id)
    else:
        nearest = Q(led_rounds__area=pairing.request.area_id)
    for circle in (nearest, Q(is_superuser=True), Q(groups__name=GROUP)):
        if found := list(staff.filter(circle).distinct()):
            return tell(found, kind, subject, subject.pk)
    return None
