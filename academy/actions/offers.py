"""Offering seats, answering, and giving on what becomes free. The cohort's row orders all of it."""

from datetime import timedelta

from django.db import transaction

from ..models import Cohort, Decision, Offer, Selection
from ..rules import offers as lists
from ..rules import selection as rules
from .enrolments import enrol_cohort
from .offer_notices import tell_of_end, tell_of_offers


def held(cohort_id):
    """The cohort, its row held until the end of the transaction."""
    return Cohort.objects.select_for_update(no_key=True).get(pk=cohort_id)


@transaction.atomic
def make_offers(*, cohort, actor, now, applications=None):
    """Offer seats to all who are selected and had no offer yet, by rank, as many as there are seats; answers them.

    With `applications`, to these alone; then ValidationError where one cannot get an offer, or seats do not suffice.
    """
    cohort = held(cohort.pk)
    rules.check_can_offer(cohort, Selection.objects.filter(cohort=cohort).first())
    end_lapsed(cohort, now)
    free = free_seats(cohort)
    if applications is None:
        decisions = list(Decision.objects.to_be_offered(cohort).select_related("application")[: max(free, 0)])
    else:
        decisions = decisions_of(cohort, applications)
        rules.check_seats(len(decisions), free)
    return offered(cohort, decisions, actor, now)


def decisions_of(cohort, applications):
    """The decisions that hold on these applications of the cohort, each of somebody who can get an offer."""
    found = Decision.objects.filter(application__cohort=cohort, application__in=applications).holding()
    by_application = {row.application_id: row for row in found.select_related("application").order_by("rank", "pk")}
    holding = set(
        Offer.objects.filter(cohort=cohort, answer__in=["", "accepted"]).values_list("application", flat=True)
    )
    for application in applications:
        rules.check_can_offer_to(application, by_application.get(application.pk), has_offer=application.pk in holding)
    return list(by_application.values())


def offered(cohort, decisions, actor, now, kind="offer"):
    """Write an offer for each decision, and tell everybody."""
    offers = [
        Offer(
            cohort=cohort,
            application=decision.application,
            minimum_id=decision.minimum_id if decision.because in ("minimum", "offer") else None,
            made_at=now,
            made_by=actor,
            expires_at=now + timedelta(days=cohort.offer_days),
        )
        for decision in decisions
    ]
    Offer.objects.bulk_create(offers)
    tell_of_offers(offers, kind)
    return offers


@transaction.atomic
def accept(*, offer, person, now):
    """Take the seat, and enrol in the required courses of the track; answers the offer. ValidationError if too late."""
    offer = answered(offer, person, now, Offer.Answer.ACCEPTED)
    enrol_cohort(person=person, cohort=offer.cohort, now=now)
    return offer


@transaction.atomic
def decline(*, offer, person, now):
    """Give the seat back; the next person gets it."""
    offer = answered(offer, person, now, Offer.Answer.DECLINED)
    give_on(offer.cohort, 1, now)
    return offer


def answered(offer, person, now, answer):
    """Write the person's answer under the lock of the cohort; what the offer is by then decides."""
    cohort = held(offer.cohort_id)
    offer = Offer.objects.select_related("application").get(pk=offer.pk, application__person=person)
    offer.cohort = cohort
    rules.check_can_answer(offer, now)
    return ended(offer, answer, now)


@transaction.atomic
def withdraw_offer(*, offer, actor, reason, now, pass_on=True):
    """Take an unanswered offer back, for a reason that the person reads; the next one gets the seat.

    `pass_on=False` keeps the seat free: for offers that were made by mistake.
    """
    cohort = held(offer.cohort_id)
    offer = Offer.objects.select_related("application").get(pk=offer.pk)
    rules.check_can_withdraw_offer(offer, now)
    offer.reason = reason
    ended(offer, Offer.Answer.WITHDRAWN, now)
    tell_of_end(offer)
    if pass_on:
        give_on(cohort, 1, now)
    return offer


@transaction.atomic
def release(*, application, now):
    """Free the seat of an application that was withdrawn or erased, and give it on; answers whether there was one."""
    cohort = held(application.cohort_id)
    freed = end_absent(cohort, now)
    give_on(cohort, freed, now)
    return bool(freed)


def pass_on_lapsed(*, now):
    """End what has lapsed in every cohort and give the seats on; answers how many. It may run at any time."""
    lapsed, absent = Offer.objects.lapsed_at(now), Offer.objects.of_absent()
    cohorts = {*lapsed.values_list("cohort", flat=True), *absent.values_list("cohort", flat=True)}
    return sum(pass_on(cohort_id=pk, now=now) for pk in sorted(cohorts))


@transaction.atomic
def pass_on(*, cohort_id, now):
    """As `pass_on_lapsed`, in one cohort."""
    cohort = held(cohort_id)
    freed = end_lapsed(cohort, now) + end_absent(cohort, now)
    give_on(cohort, freed, now)
    return freed


def end_lapsed(cohort, now):
    """Write `expired` on offers whose time is over; answers how many."""
    lapsed = list(Offer.objects.lapsed_at(now).filter(cohort=cohort).select_related("application"))
    for offer in lapsed:
        tell_of_end(ended(offer, Offer.Answer.EXPIRED, now))
    return len(lapsed)


def end_absent(cohort, now):
    absent = list(Offer.objects.of_absent().filter(cohort=cohort))
    for offer in absent:
        ended(offer, Offer.Answer.WITHDRAWN, now)
    return len(absent)


def ended(offer, answer, now):
    offer.answer, offer.answered_at = answer, now
    offer.save(update_fields=["answer", "answered_at", "reason"])
    return offer


def free_seats(cohort):
    """Seats that no offer holds; lapsed ones have to be ended before."""
    return cohort.capacity - Offer.objects.filter(cohort=cohort, answer__in=["", "accepted"]).count()


def give_on(cohort, freed, now):
    """Offer `freed` seats to the next on the lists, one after the other; none that is kept for who is selected."""
    kept = Decision.objects.to_be_offered(cohort).count() if freed else 0
    for _seat in range(min(freed, free_seats(cohort) - kept) if freed else 0):
        following, minimum = next_in_line(cohort)
        if following is None:
            return
        decision = Decision.objects.create(
            application=following.application,
            outcome="selected",
            because="offer",
            minimum=minimum,
            rank=following.rank,
            score=following.score,
            tag=following.tag,
            decided_at=now,
        )
        offered(cohort, [decision], None, now, kind="moved_up")


def next_in_line(cohort):
    """(decision, minimum) of who gets the next seat: first of a group whose minimum is not met, then by rank."""
    waiting = list(Decision.objects.waiting_list(cohort).select_related("application"))
    minimums = list(cohort.minimums.all())
    seated = Offer.objects.filter(cohort=cohort, answer__in=["", "accepted"])
    groups = list(seated.values_list("application__region", "application__experience"))
    unmet = lists.unmet(minimums, groups)
    return lists.next_of(waiting, unmet)
