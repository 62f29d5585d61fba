"""Why this decision, and answering an offer."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from academy import models
from academy.actions import offers, selection
from academy.actions.ranking import tag_of
from academy.region_scores import band_of
from tests.factories import PersonFactory

from .factories import ApplicationFactory, RegionFactory, ReviewFactory, published_cohort
from .rounds import closed_cohort, decided, lapse, offered, reviewed

pytestmark = pytest.mark.django_db


def words(response):
    """What a reader of the page reads, in one line."""
    return " ".join(unescape(response.content.decode()).split())


def page(client, application):
    client.force_login(application.person)
    return client.get(application.get_absolute_url())


def answer(client, offer, said):
    client.force_login(offer.application.person)
    return client.post(reverse("academy:answer_offer", args=[offer.pk]), {"answer": said} if said else {})


def test_before_the_results_are_told_the_page_says_nothing_of_them(client):
    cohort, (application,) = closed_cohort(levels=[1])
    decided(cohort, told=False)

    assert "Why" not in words(page(client, application))


def test_who_is_declined_reads_why_with_all_scores_and_the_next_step(client):
    cohort = published_cohort(closed=True, capacity=1, waiting_places=0)
    reviewed(cohort, 4)
    application = ApplicationFactory(cohort=cohort)
    ReviewFactory(application=application, levels={"experience": 2, "sharing": None}, note="Tell **more** of it.")
    ReviewFactory(application=application, levels={"experience": 1, "sharing": 2})
    decided(cohort)

    said = words(page(client, application))

    assert "You are not selected this time." in said
    assert "The last one" not in said
    assert "There was 1 seat. It went to a score of 4.00; yours is 1.70." in said
    assert "<strong>2 of 4</strong>" in said
    assert "A first step." in said
    assert "not scored: it counts neither for nor against you" in said
    assert "Tell <strong>more</strong> of it." in said
    assert reverse("academy:cohorts") in said
    assert tag_of(application.code) in said


def test_reviewers_stay_without_names(client):
    cohort = published_cohort(closed=True)
    application = ApplicationFactory(cohort=cohort)
    reviewers = [PersonFactory(display_name=name, username=name.lower()) for name in ("Mwangaza", "Tindouf")]
    for reviewer in reviewers:
        ReviewFactory(application=application, reviewer=reviewer, levels={"experience": 3, "sharing": 3})
    decided(cohort)

    said = words(page(client, application)).lower()

    assert "reviewer 2" in said
    assert not any(reviewer.username in said for reviewer in reviewers)


def test_who_was_passed_over_reads_for_which_promise(client):
    africa = RegionFactory(slug="africa", name="Africa")
    cohort = published_cohort(closed=True, capacity=1, minimums=[{"region": africa, "seats": 1}])
    passed, chosen = reviewed(cohort, 4, region="elsewhere"), reviewed(cohort, 1, region="africa")
    africa.name = "Africa and its islands"
    africa.save()
    decided(cohort)

    assert "at least 1 seats were promised to people from Africa, and the last" in words(page(client, passed))
    assert "Your score alone would not have been enough." in words(page(client, chosen))


def test_equal_scores_are_told_of_the_seed(client):
    cohort, applications = closed_cohort(levels=[3, 3], capacity=1)
    decided(cohort)
    unlucky = models.Decision.objects.get(rank=2).application

    assert "Between equal scores the seed decided" in words(page(client, unlucky))
    assert unlucky in applications


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_a_small_region_is_not_compared_with(client, people, is_told):
    cohort = published_cohort(closed=True, capacity=5)
    applications = [reviewed(cohort, 2, region="small") for _ in range(people)]
    for _ in range(6):
        reviewed(cohort, 3, region="large")
    decided(cohort)

    said = words(page(client, applications[0]))

    assert ("Median in Small: 2.00" in said) is is_told
    assert ("Too few people applied from your region" in said) is not is_told


def test_the_cut_off_of_a_region_is_told_where_five_got_a_seat(client):
    cohort = published_cohort(closed=True, capacity=5, waiting_places=0)
    applications = [reviewed(cohort, level) for level in (4, 4, 4, 3, 3, 1)]
    decided(cohort)

    assert "the lowest score with a seat: 3.00" in words(page(client, applications[-1]))


@pytest.mark.parametrize(
    ("rank", "ranked", "band"),
    [(1, 20, (1, 4)), (5, 20, (1, 4)), (6, 20, (2, 4)), (20, 20, (4, 4)), (6, 10, (2, 2)), (1, 9, None)],
)
def test_a_band_never_holds_fewer_than_five(rank, ranked, band):
    assert band_of(rank, ranked) == band


def test_who_waits_reads_the_places_and_what_moved(client):
    africa = RegionFactory(slug="africa", name="Africa")
    cohort = published_cohort(closed=True, capacity=1, minimums=[{"region": africa, "seats": 1}])
    rows = [
        reviewed(cohort, level, region=region)
        for level, region in [(4, "africa"), (3, "asia"), (2, "africa"), (1, "africa")]
    ]
    (offer,) = offered(cohort)
    offers.decline(offer=offer, person=rows[0].person, now=timezone.now())

    said = words(page(client, rows[3]))

    assert "Number 2 of 2 on the waiting list. 1 seat became free and went on so far." in said
    assert "Number 1 of 1 on the list for people from Africa" in said


def test_a_corrected_decision_says_why_and_what_the_ranking_had_said(client):
    cohort, applications = closed_cohort(levels=[4, 1], capacity=1)
    decided(cohort)
    selection.correct(
        application=applications[1],
        outcome="selected",
        reason="A review was lost.",
        actor=PersonFactory(),
        now=timezone.now(),
    )

    said = words(page(client, applications[1]))

    assert "The organizers corrected the decision: A review was lost." in said
    assert "The ranking had said: There was 1 seat." in said


def test_an_offer_is_accepted_on_the_own_page(client):
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    before = words(page(client, application))
    response = answer(client, offer, "accept")
    after = words(page(client, application))

    assert "Accept the seat" in before
    assert response.headers["Location"] == application.get_absolute_url()
    assert "You have a seat." in after
    assert "Accept the seat" not in after


def test_declining_is_asked_once_more(client):
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    client.force_login(application.person)

    asked = words(client.get(reverse("academy:answer_offer", args=[offer.pk])))
    answer(client, offer, "decline")

    assert "somebody who waits gets the seat at once" in asked
    assert "you declined the seat" in words(page(client, application))


@pytest.mark.parametrize("said", ["", "perhaps"])
def test_neither_answer_comes_back_with_a_sentence(client, said):
    cohort, _applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    response = answer(client, offer, said)

    assert response.status_code == 422
    assert "Choose whether you accept or decline." in words(response)


def test_an_answer_that_comes_too_late_says_so_and_is_no_fault(client):
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    lapse(offer)

    response = answer(client, offer, "accept")

    assert response.status_code == 302
    assert "This offer ended on" in words(page(client, application))


def test_an_answer_sent_twice_is_one(client):
    cohort, (application, *_rest) = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    answer(client, offer, "accept"), answer(client, offer, "accept")

    assert "You accepted this offer already." in words(page(client, application))


def test_nobody_sees_or_answers_the_offer_of_somebody_else(client):
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)
    client.force_login(applications[1].person)
    url = reverse("academy:answer_offer", args=[offer.pk])

    assert client.get(url).status_code == client.post(url, {"answer": "accept"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_decision_costs_the_same_for_any_number_of_reviews(client, rows, django_assert_num_queries):
    cohort = published_cohort(closed=True, least_reviews=2)
    application = reviewed(cohort, 3)
    ReviewFactory.create_batch(rows, application=application, levels={"experience": 3, "sharing": 3})
    decided(cohort)
    client.force_login(application.person)

    with django_assert_num_queries(13):
        client.get(application.get_absolute_url())


def test_who_waits_while_nobody_moved_reads_that_none_moved_yet(client):
    africa = RegionFactory(slug="africa", name="Africa")
    cohort = published_cohort(closed=True, capacity=1, minimums=[{"region": africa, "seats": 1}])
    rows = [reviewed(cohort, level, region="africa") for level in [4, 3]]
    decided(cohort)

    said = words(page(client, rows[1]))

    assert "Number 1 of 1 on the waiting list. No seat became free so far." in said
    assert "its seats go there first. None of them went on so far." in said
    assert "0 " not in said.partition("on the waiting list")[2].partition("first.")[0]


def test_ones_own_page_says_until_when_a_seat_is_held_and_no_longer(client):
    cohort, (application,) = closed_cohort(levels=[3], capacity=1)
    (offer,) = offered(cohort)
    client.force_login(application.person)
    held = "A seat is held for you until"

    assert held in client.get("/me/").text
    lapse(offer)
    assert held not in client.get("/me/").text
