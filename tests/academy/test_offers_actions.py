"""Offering seats, answering, and giving on what becomes free."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy import models
from academy.actions import applications as applying
from academy.actions import offers, selection
from academy.rules.offers import position_in
from academy.tasks import pass_lapsed_offers_on
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import RegionFactory, TrackCourseFactory, published_cohort
from .rounds import closed_cohort, decided, lapse, offered, outcomes, reviewed

pytestmark = pytest.mark.django_db


def refusal(call):
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value.code


def accept(offer, person=None):
    return offers.accept(offer=offer, person=person or offer.application.person, now=timezone.now())


def decline(offer):
    return offers.decline(offer=offer, person=offer.application.person, now=timezone.now())


def withdraw(offer, **options):
    return offers.withdraw_offer(
        offer=offer, actor=PersonFactory(), reason="Offered by mistake.", now=timezone.now(), **options
    )


def offer_of(application):
    return models.Offer.objects.filter(application=application).order_by("-pk").first()


def kinds(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def test_all_who_are_selected_are_offered_a_seat_until_a_day():
    cohort, applications = closed_cohort(capacity=2, offer_days=7)
    now = timezone.now()

    made = offered(cohort, now)

    assert [offer.application for offer in made] == applications[:2]
    assert {offer.expires_at for offer in made} == {now + timedelta(days=7)}
    assert kinds(applications[0].person) == ["result", "offer", "offer_reminder"]
    reminder = Notice.objects.get(kind="offer_reminder", recipient=applications[0].person)
    assert reminder.due_at == now + timedelta(days=5)


def test_offering_again_offers_to_nobody_twice():
    cohort, _applications = closed_cohort(capacity=2)
    offered(cohort)

    assert offers.make_offers(cohort=cohort, actor=None, now=timezone.now()) == []


def test_no_offer_before_the_decision_or_before_the_results_are_told():
    cohort, _applications = closed_cohort()
    make = lambda: offers.make_offers(cohort=cohort, actor=None, now=timezone.now())  # noqa: E731

    before = refusal(make)
    decided(cohort, told=False)

    assert (before, refusal(make)) == ("undecided", "untold")


@pytest.mark.parametrize(("which", "code"), [(2, "not_selected"), (0, "offer")])
def test_an_offer_to_somebody_who_is_not_selected_or_has_one_is_refused(which, code):
    cohort, applications = closed_cohort(capacity=1)
    offered(cohort)

    make = lambda: offers.make_offers(  # noqa: E731
        cohort=cohort, actor=None, now=timezone.now(), applications=[applications[which]]
    )

    assert refusal(make) == code


def test_more_offers_than_seats_are_refused():
    cohort, applications = closed_cohort(capacity=1)
    offered(cohort)
    selection.correct(
        application=applications[1], outcome="selected", reason="Why.", actor=PersonFactory(), now=timezone.now()
    )

    make = lambda: offers.make_offers(  # noqa: E731
        cohort=cohort, actor=None, now=timezone.now(), applications=[applications[1]]
    )

    assert refusal(make) == "seats"
    assert offers.make_offers(cohort=cohort, actor=None, now=timezone.now()) == []


def test_who_accepts_is_enrolled_in_the_required_courses():
    cohort, applications = closed_cohort(capacity=1)
    required = TrackCourseFactory(track=cohort.track, position=1)
    TrackCourseFactory(track=cohort.track, kind="elective", position=2)
    (offer,) = offered(cohort)

    accepted = accept(offer)

    enrolment = models.Enrolment.objects.get()
    assert (enrolment.person, enrolment.course, enrolment.cohort) == (
        applications[0].person,
        required.course,
        cohort,
    )
    assert (accepted.answer, refusal(lambda: accept(offer))) == ("accepted", "accepted")


def test_nobody_answers_for_somebody_else():
    cohort, _applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    with pytest.raises(models.Offer.DoesNotExist):
        accept(offer, PersonFactory())


def test_a_declined_seat_goes_to_the_next_who_waits():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    decline(offer)

    passed_on = offer_of(applications[1])
    assert (passed_on.answer, passed_on.minimum, outcomes(applications)[1]) == ("", None, "selected")
    assert kinds(applications[1].person) == ["result", "moved_up", "offer_reminder"]
    assert models.Decision.objects.holding().get(application=applications[1]).because == "offer"
    assert refusal(lambda: accept(offer)) == "declined"


def test_a_seat_of_a_region_goes_to_the_next_of_the_region_and_then_to_the_general_list():
    africa = RegionFactory(slug="africa")
    cohort = published_cohort(closed=True, capacity=2, minimums=[{"region": africa, "seats": 1}])
    others = [reviewed(cohort, level, region="elsewhere") for level in (4, 3)]
    african = [reviewed(cohort, level, region="africa") for level in (2, 1)]
    offered(cohort)

    decline(offer_of(african[0]))
    of_region = offer_of(african[1])
    decline(of_region)
    of_general = offer_of(others[1])

    assert of_region.minimum.region == africa
    assert (of_general.answer, of_general.minimum) == ("", None)


def test_a_general_seat_goes_to_the_general_list_while_the_minimum_is_met():
    africa = RegionFactory(slug="africa")
    cohort = published_cohort(closed=True, capacity=2, minimums=[{"region": africa, "seats": 1}])
    first, second = reviewed(cohort, 4, region="africa"), reviewed(cohort, 3, region="elsewhere")
    waiting = [reviewed(cohort, 2, region="elsewhere"), reviewed(cohort, 1, region="africa")]
    offered(cohort)

    decline(offer_of(second))
    assert offer_of(waiting[0]).minimum is None

    decline(offer_of(first))
    assert offer_of(waiting[1]).minimum.region == africa


def test_an_offer_whose_time_is_over_is_not_accepted_though_no_task_ran():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    lapse(offer)

    assert refusal(lambda: accept(offer)) == "expired"
    assert offer_of(applications[1]) is None


def test_every_minute_lapsed_seats_are_given_on():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    lapse(offer)

    pass_lapsed_offers_on()
    pass_lapsed_offers_on()

    offer.refresh_from_db()
    assert (offer.answer, offer_of(applications[1]).answer) == ("expired", "")
    assert models.Offer.objects.count() == 2
    assert kinds(applications[0].person) == ["result", "offer", "offer_reminder", "offer_expired"]


def test_an_offer_that_the_organizers_withdraw_goes_on_and_says_why():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    withdraw(offer)

    assert offer_of(applications[1]).answer == ""
    assert kinds(applications[0].person)[-1] == "offer_withdrawn"
    assert refusal(lambda: accept(offer)) == "withdrawn"


def test_an_offer_that_is_undone_keeps_the_seat_and_can_be_made_again():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    withdraw(offer, pass_on=False)
    assert offer_of(applications[1]) is None

    again = offers.make_offers(cohort=cohort, actor=None, now=timezone.now(), applications=[applications[0]])
    assert [made.application for made in again] == applications[:1]


def test_an_accepted_seat_is_not_taken_away():
    cohort, _applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    accept(offer)

    assert refusal(lambda: withdraw(offer)) == "accepted"


def test_the_seat_of_who_withdraws_the_application_goes_on_and_who_withdrew_is_skipped():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    applying.withdraw(application=applications[1], now=timezone.now())
    applying.withdraw(application=applications[0], now=timezone.now())

    offer.refresh_from_db()
    assert offer.answer == "withdrawn"
    assert offer_of(applications[1]) is None
    assert offer_of(applications[2]).answer == ""


def test_the_accepted_seat_of_an_erased_person_goes_on():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    accept(offer)

    applying.erase_applicant(person=applications[0].person, now=timezone.now())

    assert offer_of(applications[1]).answer == ""


def test_an_application_withdrawn_in_any_other_way_loses_its_seat_within_a_minute():
    cohort, applications = closed_cohort(capacity=1)
    offered(cohort)
    models.Application.objects.filter(pk=applications[0].pk).update(withdrawn_at=timezone.now())

    offers.pass_on_lapsed(now=timezone.now())

    assert offer_of(applications[1]).answer == ""


def test_a_free_seat_is_kept_for_who_is_selected_and_has_no_offer_yet():
    cohort, applications = closed_cohort(capacity=2)
    decided(cohort)
    offers.make_offers(cohort=cohort, actor=None, now=timezone.now(), applications=[applications[1]])

    decline(offer_of(applications[1]))

    assert offer_of(applications[2]).answer == ""
    assert offers.make_offers(cohort=cohort, actor=None, now=timezone.now())[0].application == applications[0]


def test_when_nobody_waits_the_seat_stays_free():
    cohort, _applications = closed_cohort(levels=[4], capacity=1)
    (offer,) = offered(cohort)

    decline(offer)

    assert models.Offer.objects.count() == 1


def test_the_place_on_the_lists():
    africa = RegionFactory(slug="africa")
    cohort = published_cohort(closed=True, capacity=1, minimums=[{"region": africa, "seats": 1}])
    rows = [reviewed(cohort, level, region=region) for level, region in [(4, "africa"), (3, "asia"), (2, "africa")]]
    decided(cohort)
    waiting = list(models.Decision.objects.waiting_list(cohort).select_related("application"))
    minimum = cohort.minimums.get()

    assert position_in(waiting, rows[2]) == 2
    assert position_in(waiting, rows[2], minimum) == 1
    assert position_in(waiting, rows[1], minimum) is None
    assert position_in(waiting, rows[0]) is None
