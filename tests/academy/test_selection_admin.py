"""Organizers decide, tell, correct and offer, in their own cohorts alone."""

import pytest
from django.urls import reverse

from academy.models import Decision, Offer, Selection
from tests.desk import FRAME

from .rounds import closed_cohort, decided, lapse, offered, outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(organizer):
    """(cohort, applications) of a closed cohort that the organizer leads."""
    return led(organizer, capacity=1, waiting_places=1)


def led(organizer, **fields):
    cohort, applications = closed_cohort(**fields)
    cohort.organizers.add(organizer)
    return cohort, applications


def action(model, name, row):
    return reverse(f"admin:academy_{model}_{name}", args=[row.pk])


def words(response):
    return " ".join(response.content.decode().split())


def bulk(desk, model, name, rows, **steps):
    """The page after the step of a change to many rows."""
    page = desk.post(f"/admin/academy/{model}/", {"action": name, "_selected_action": [row.pk for row in rows]})
    fields = {"action": name, "_selected_action": rows[0].pk, "select_across": "1"}
    for step in steps.get("through", ["run"]):
        fields |= {"bulk_token": page.context["bulk"].token, "bulk_step": step}
        page = desk.post(f"/admin/academy/{model}/", fields)
    return page


def test_the_page_to_decide_says_first_what_would_happen(desk, mine):
    cohort, applications = mine
    url = action("cohort", "decide", cohort)

    said = words(desk.get(url))
    assert "Selected: 1. Waiting: 1. Not selected: 2." in said
    assert "Sub Saharan Africa: 1 of 4 selected." in said
    assert not Selection.objects.exists()

    desk.post(url)
    assert outcomes(applications) == ["selected", "waiting", "declined", "declined"]


def test_deciding_again_says_who_did(desk, mine):
    cohort, _applications = mine
    url = action("cohort", "decide", cohort)
    desk.post(url)

    response = desk.post(url)

    assert response.status_code == 422
    assert "is decided already, by" in words(response)


def test_results_are_sent_once(desk, mine):
    cohort, _applications = mine
    desk.post(action("cohort", "decide", cohort))
    url = action("cohort", "tell", cohort)

    assert "selected: 1." in words(desk.get(url))
    assert [desk.post(url).status_code, desk.post(url).status_code] == [302, 422]


def test_seats_are_offered_from_the_cohort(desk, mine):
    cohort, applications = mine
    decided(cohort)

    assert "1 person is offered a seat" in words(desk.get(action("cohort", "offer_seats", cohort)))
    desk.post(action("cohort", "offer_seats", cohort))

    assert Offer.objects.get().application == applications[0]


def test_many_cohorts_are_decided_with_an_answer_for_each(desk, mine, organizer):
    ready, _applications = mine
    not_ready, _none = led(organizer, levels=[])

    preview = words(bulk(desk, "cohort", "decide_many", [ready, not_ready], through=[]))
    answered = words(bulk(desk, "cohort", "decide_many", [ready, not_ready]))

    assert "Selected: 1." in preview
    assert "Nobody applied" in answered
    assert list(Selection.objects.values_list("cohort", flat=True)) == [ready.pk]


def test_names_stand_beside_decisions_and_those_of_other_cohorts_nowhere(desk, mine):
    cohort, applications = mine
    decided(cohort)
    foreign, theirs = closed_cohort()
    decided(foreign)

    said = words(desk.get("/admin/academy/decision/"))
    other = Decision.objects.get(application=theirs[0])

    assert applications[0].person.display_name in said
    assert theirs[0].code not in said
    assert desk.get(reverse("admin:academy_decision_change", args=[other.pk])).status_code == 302
    assert desk.post(action("decision", "correct", other), {"outcome": "declined", "reason": "x"}).status_code == 404
    assert Decision.objects.filter(because="corrected").count() == 0


def test_a_decision_is_corrected_with_a_reason(desk, mine):
    cohort, applications = mine
    decided(cohort)
    url = action("decision", "correct", Decision.objects.get(application=applications[1]))

    assert desk.post(url, {"outcome": "selected", "reason": ""}).status_code == 422
    assert desk.post(url, {"outcome": "selected", "reason": "A review was lost."}).status_code == 302
    assert outcomes(applications)[1] == "selected"


def test_seats_are_offered_to_many_answered_row_by_row_and_undone(desk, organizer):
    cohort, applications = led(organizer, capacity=2)
    decided(cohort)
    rows = list(Decision.objects.filter(application__in=applications[1:3]).order_by("rank"))

    answered = words(bulk(desk, "decision", "offer", rows))
    assert "is not selected." in answered
    assert list(Offer.objects.values_list("application", "answer")) == [(applications[1].pk, "")]


def test_an_offer_that_was_made_by_mistake_is_undone(desk, organizer):
    cohort, applications = led(organizer, capacity=2)
    decided(cohort)
    rows = list(Decision.objects.filter(application=applications[1]))

    bulk(desk, "decision", "offer", rows, through=["run", "undo"])

    assert list(Offer.objects.values_list("application", "answer")) == [(applications[1].pk, "withdrawn")]


def test_offers_are_filtered_by_their_end(desk, organizer):
    cohort, _applications = led(organizer, capacity=3, offer_days=1)
    first, second, third = offered(cohort)
    Offer.objects.filter(pk=second.pk).update(expires_at=second.expires_at.replace(year=second.expires_at.year + 1))
    lapse(third)

    said = words(desk.get("/admin/academy/offer/?ends=soon"))

    assert first.application.code in said
    assert second.application.code not in said
    assert third.application.code not in said
    assert third.application.code in words(desk.get("/admin/academy/offer/?ends=lapsed"))
    assert second.application.code in words(desk.get("/admin/academy/offer/?ends=open"))


def test_an_offer_is_withdrawn_for_a_reason_and_goes_on(desk, mine):
    cohort, applications = mine
    (offer,) = offered(cohort)
    url = action("offer", "withdraw", offer)

    assert desk.post(url, {"reason": ""}).status_code == 422
    assert desk.post(url, {"reason": "Offered by mistake."}).status_code == 302
    assert Offer.objects.get(application=applications[1]).answer == ""


def test_nobody_withdraws_the_offer_of_another_cohort(desk):
    cohort, _applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    assert desk.post(action("offer", "withdraw", offer), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("model", ["decision", "offer"])
def test_the_lists_cost_the_same_for_any_number_of_rows(desk, organizer, rows, model, django_assert_num_queries):
    cohort, _applications = led(organizer, levels=[3] * rows, capacity=3)
    offered(cohort)
    desk.get(f"/admin/academy/{model}/")

    with django_assert_num_queries(FRAME + 4):
        desk.get(f"/admin/academy/{model}/")
