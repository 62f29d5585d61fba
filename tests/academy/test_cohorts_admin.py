"""Organizers make, publish and change their own cohorts; what others rely on stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import Cohort, Minimum, Offer, Reviewer
from tests.factories import PersonFactory
from tests.races import at_once

from .cohort_desk import LIST, criterion, inline, own, page, sketch, typed
from .factories import (
    ApplicationFactory,
    CohortFactory,
    CriterionFactory,
    RegionFactory,
    TrackFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db


def test_who_makes_a_cohort_organizes_it(desk, organizer):
    rows = [criterion("experience", 600), criterion("sharing", 400)]
    seats = [{"region": "", "experience": "new", "seats": 3}]
    reviewer = PersonFactory()
    answer = desk.post(
        f"{LIST}add/",
        typed(
            sketch(),
            **inline("criteria", rows),
            **inline("minimums", seats),
            **inline("reviewers", [{"person": reviewer.pk}]),
        ),
    )

    cohort = Cohort.objects.get()
    assert answer.status_code == 302
    assert list(cohort.organizers.all()) == [organizer]
    assert list(cohort.criteria.order_by("pk").values_list("slug", "weight")) == [("experience", 600), ("sharing", 400)]
    assert (cohort.minimums.get().seats, cohort.reviewers.get().person) == (3, reviewer)


def test_weights_that_make_no_whole_are_refused_with_their_sum(desk):
    rows = [criterion("experience", 600), criterion("sharing", 300)]
    answer = desk.post(f"{LIST}add/", typed(sketch(), **inline("criteria", rows)))

    assert "The weights of all criteria make 900." in answer.text
    assert 'value="sharing"' in answer.text
    assert not Cohort.objects.exists()


def test_a_deadline_anywhere_on_earth_is_typed_as_a_day(desk):
    desk.post(f"{LIST}add/", typed(sketch(), closes_at_0="2030-03-31", closes_at_1="", closes_anywhere_on_earth="on"))
    cohort = Cohort.objects.get()
    again = desk.get(page(cohort)).text

    assert cohort.closes_at == datetime(2030, 4, 1, 12, tzinfo=UTC)
    assert 'value="2030-03-31"' in again


def test_a_deadline_changes_between_a_day_and_an_hour(desk, organizer):
    cohort = own(organizer, closes_at=datetime(2090, 4, 1, 12, tzinfo=UTC), closes_anywhere_on_earth=True)
    day = {"closes_at_0": "2090-03-31", "closes_at_1": "00:00:00"}

    desk.post(page(cohort), typed(cohort, **day, closes_anywhere_on_earth="on", title="New"))
    cohort.refresh_from_db()
    assert (cohort.title, cohort.closes_at) == ("New", datetime(2090, 4, 1, 12, tzinfo=UTC))

    desk.post(page(cohort), typed(cohort, **day))
    cohort.refresh_from_db()
    assert (cohort.closes_anywhere_on_earth, cohort.closes_at) == (False, datetime(2090, 3, 31, tzinfo=UTC))


def test_a_deadline_without_an_hour_asks_for_it(desk):
    answer = desk.post(f"{LIST}add/", typed(sketch(), closes_at_1=""))

    assert "Give the hour too, or choose that the deadline is Anywhere on Earth." in answer.text


def test_overlapping_windows_are_refused_in_a_sentence(desk, organizer):
    other = own(organizer)
    cohort = sketch()
    cohort.track, cohort.opens_at, cohort.closes_at = other.track, other.opens_at, other.closes_at
    answer = desk.post(f"{LIST}add/", typed(cohort))

    assert "Another cohort of this track takes applications in these days." in answer.text
    assert 'value="Spring"' in answer.text


def test_fewer_seats_than_are_held_are_refused_in_a_sentence(desk, organizer):
    cohort = own(organizer, published_cohort, capacity=2)
    for _ in range(2):
        application = ApplicationFactory(cohort=cohort)
        expires_at = timezone.now() + timedelta(days=7)
        Offer.objects.create(cohort=cohort, application=application, expires_at=expires_at)
    answer = desk.post(page(cohort), typed(cohort, capacity=1))

    assert "2 seats are held or taken already: the cohort cannot have fewer." in answer.text
    assert desk.post(page(cohort), typed(cohort, capacity=3)).status_code == 302


def test_organizers_see_their_own_cohorts_alone(desk, organizer):
    mine, other = own(organizer, title="Mine"), CohortFactory(title="Not mine")

    listed = desk.get(LIST).text
    assert "Mine" in listed
    assert "Not mine" not in listed
    assert [desk.get(page(other, name)).status_code for name in ("change", "history")] == [302, 404]
    for name in ("publish", "take_back", "what_if"):
        assert desk.get(page(other, name)).status_code == 403, name
        assert desk.post(page(other, name)).status_code in (403, 404), name
    assert desk.post(page(other), typed(other, title="Taken")).status_code == 302
    assert Cohort.objects.get(pk=other.pk).title == "Not mine"
    assert mine.organizers.get() == organizer


def test_publishing_says_what_it_freezes_and_is_taken_back_before_the_opening(desk, organizer):
    cohort = own(organizer, opens_at=timezone.now() + timedelta(days=1))
    CriterionFactory(cohort=cohort)
    Minimum.objects.create(cohort=cohort, experience="new", seats=3)

    asked = desk.get(page(cohort, "publish")).text
    assert "1 criterion with weights that make 1000. 1 minimum for 3 of 20 seats. 0 reviewers." in asked
    assert desk.post(page(cohort, "publish")).status_code == 302
    cohort.refresh_from_db()
    assert (cohort.published_at is not None, cohort.rubrics.get().frozen_by) == (True, organizer)
    assert desk.post(page(cohort, "publish")).status_code == 422
    assert desk.post(page(cohort, "take_back")).status_code == 302
    cohort.refresh_from_db()
    assert cohort.published_at is None


def test_publishing_without_a_whole_names_the_sum(desk, organizer):
    cohort = own(organizer)
    CriterionFactory(cohort=cohort, weight=700)
    answer = desk.post(page(cohort, "publish"))

    assert (answer.status_code, "The weights of all criteria make 700." in answer.text) == (422, True)


def test_what_people_rely_on_stays(desk, organizer):
    cohort = own(organizer, published_cohort)
    kept = Cohort.objects.values().get(pk=cohort.pk)
    rows = [{"id": row.pk, **criterion(row.slug, 500)} for row in cohort.criteria.order_by("position", "pk")]
    other = typed(cohort, track=TrackFactory().pk, slug="other", least_reviews=5, closes_at_0="2099-01-01")
    desk.post(page(cohort), other | inline("criteria", rows, initial=2))

    assert Cohort.objects.values().get(pk=cohort.pk) == kept
    assert sorted(cohort.criteria.values_list("weight", flat=True)) == [400, 600]


def test_a_page_that_was_opened_before_the_publication_changes_no_rubric(desk, organizer, monkeypatch):
    cohort = own(organizer, published_cohort)
    monkeypatch.setattr("academy.admin.cohort_parts.Frozen.is_published", staticmethod(lambda cohort: False))
    rows = [{"id": row.pk, **criterion(row.slug, 500)} for row in cohort.criteria.order_by("position", "pk")]
    answer = desk.post(page(cohort), typed(cohort, **inline("criteria", rows, initial=2)), follow=True)

    assert "The cohort is published meanwhile: its rubric stays as it is." in answer.text


def test_an_applicant_becomes_neither_reviewer_nor_organizer(desk, organizer):
    cohort = own(organizer, published_cohort)
    amina = ApplicationFactory(cohort=cohort, person__display_name="Amina").person
    as_reviewer = desk.post(page(cohort), typed(cohort, **inline("reviewers", [{"person": amina.pk}])))
    as_organizer = desk.post(page(cohort), typed(cohort, organizers=[organizer.pk, amina.pk]))

    assert "This person applies to this cohort, so they cannot review its applications." in as_reviewer.text
    assert "These people apply to this cohort, so they cannot organize it: Amina." in as_organizer.text
    assert not Reviewer.objects.exists()


# A region that is renamed


def test_a_region_renamed_mid_round_changes_nothing_that_was_published(client, organizer):
    africa = RegionFactory(slug="sub-saharan-africa", name="Sub-Saharan Africa")
    cohort = published_cohort(minimums=[{"region": africa, "seats": 5}])
    frozen = cohort.rubrics.get()
    africa.name, africa.slug = "Another name", "another"
    africa.save()
    said = client.get(cohort.get_absolute_url()).text

    assert "At least 5 seats go to people from Sub-Saharan Africa, if as many apply." in said
    assert "Another name" not in said
    assert frozen.content == cohort.rubrics.get().content


@pytest.mark.django_db(transaction=True)
def test_two_organizers_who_publish_at_once_freeze_one_rubric(organizer):
    cohort = own(organizer, opens_at=timezone.now() + timedelta(days=1))
    CriterionFactory(cohort=cohort)

    def publish():
        browser = Client()
        browser.force_login(organizer)
        return browser.post(page(cohort, "publish")).status_code

    assert sorted(at_once([publish, publish])) == [302, 422]
    assert cohort.rubrics.count() == 1
