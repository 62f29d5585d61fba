"""Organizers make, publish and change their own cohorts; what others rely on stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.models import Cohort, Minimum, Offer, Reviewer, Selection
from consultations.actions.organizers import make_organizer
from notices.models import Notice
from tests.factories import LanguageFactory, PersonFactory
from tests.races import at_once

from .factories import (
    ApplicationFactory,
    CohortFactory,
    CriterionFactory,
    RegionFactory,
    ReviewFactory,
    TrackFactory,
    published_cohort,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/academy/cohort/"


@pytest.fixture
def organizer():
    person = PersonFactory(username="organizer")
    make_organizer(person=person)
    return person


@pytest.fixture
def desk(client, organizer):
    client.force_login(organizer)
    return client


def own(organizer, make=CohortFactory, **fields):
    cohort = make(**fields)
    cohort.organizers.add(organizer)
    return cohort


def page(cohort, name="change"):
    return reverse(f"admin:academy_cohort_{name}", args=[cohort.pk])


def inline(prefix, rows=(), initial=0):
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def criterion(slug, weight):
    levels = {f"level_{level}": "Words." for level in range(5)}
    return {"slug": slug, "title": slug.title(), "question": "What?", "weight": weight, "position": 0, **levels}


def typed(cohort, **changes):
    """What the page sends: a day and an hour for each moment."""
    sent = {
        "title": cohort.title,
        "slug": cohort.slug,
        "track": cohort.track_id,
        "summary": cohort.summary,
        "language": cohort.language_id,
        "capacity": cohort.capacity,
        "least_reviews": cohort.least_reviews,
        "offer_days": cohort.offer_days,
        "waiting_places": cohort.waiting_places,
        "organizers": [person.pk for person in cohort.organizers.all()] if cohort.pk else [],
        **split("opens_at", cohort.opens_at),
        **split("closes_at", cohort.closes_at),
        **inline("criteria"),
        **inline("minimums"),
        **inline("reviewers"),
    }
    sent |= changes
    return {name: value for name, value in sent.items() if value is not None}


def split(name, moment):
    return {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}


def sketch(**fields):
    opens_at = datetime(2030, 3, 1, tzinfo=UTC)
    closes_at = datetime(2030, 4, 1, tzinfo=UTC)
    cohort = Cohort(slug="spring", title="Spring", summary="For all.", capacity=20, opens_at=opens_at, **fields)
    cohort.closes_at = closes_at
    cohort.track, cohort.language = TrackFactory(), LanguageFactory()
    return cohort


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
    monkeypatch.setattr("academy.admin.cohort_parts.is_published", lambda cohort: False)
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


def move(desk, cohorts, day="2099-01-31", steps=("preview", "run"), **typed_too):
    """The pages of the bulk action, one after the other."""
    data = {"action": "move_deadline", "_selected_action": [cohort.pk for cohort in cohorts]}
    answers = [desk.post(LIST, data)]
    token = answers[0].context["bulk"].token
    form = {"closes_at_0": day, "closes_at_1": "", "closes_anywhere_on_earth": "on", "reason": "A holiday."}
    sent = data | form | typed_too | {"bulk_token": token}
    answers += [desk.post(LIST, sent | {"bulk_step": step}) for step in steps]
    return [answer.text for answer in answers]


def test_many_deadlines_move_after_a_look(desk, organizer):
    open_one = own(organizer, published_cohort, title="Open")
    draft = own(organizer, title="Sketch")
    waiting = ApplicationFactory(cohort=open_one, submitted_at=None).person
    _form, preview, answers = move(desk, [open_one, draft])
    open_one.refresh_from_db()

    assert "1 person with a draft is told." in preview
    assert "This cohort is not published: change its deadline on its page." in preview
    assert (open_one.closes_at, open_one.closes_anywhere_on_earth) == (datetime(2099, 2, 1, 12, tzinfo=UTC), True)
    assert open_one.history.first().history_change_reason == "A holiday."
    assert "Done: 1 · not done: 1" in answers
    assert list(Notice.objects.filter(recipient=waiting).values_list("kind", flat=True)) == ["deadline_moved"]


def test_a_deadline_that_would_meet_the_next_cohort_says_so_beforehand(desk, organizer):
    cohort = own(organizer, published_cohort)
    own(organizer, track=cohort.track, opens_at=cohort.closes_at, closes_at=cohort.closes_at + timedelta(days=9))
    _form, preview = move(desk, [cohort], steps=["preview"])

    assert "Another cohort of this track takes applications in these days." in preview


# What if


def weights(**given):
    return {f"weight_{slug}": weight for slug, weight in given.items()}


def past_and_next(organizer):
    """A decided cohort where two of four got a seat, and a sketch that asks the same."""
    past = own(organizer, published_cohort, capacity=2, title="Last year")
    for code, experience, sharing in [("AAAA", 4, 0), ("BBBB", 3, 1), ("CCCC", 1, 3), ("DDDD", 0, 4)]:
        application = ApplicationFactory(cohort=past, code=code)
        ReviewFactory(application=application, levels={"experience": experience, "sharing": sharing})
    Selection.objects.create(cohort=past, rubric=past.rubrics.get(), bundle="{}", sha256="0" * 64)
    window = {"opens_at": past.closes_at, "closes_at": past.closes_at + timedelta(days=9)}
    new = own(organizer, track=past.track, capacity=2, **window)
    CriterionFactory(cohort=new, slug="experience", weight=600)
    CriterionFactory(cohort=new, slug="sharing", weight=400)
    return past, new


def test_other_weights_are_tried_on_the_scores_of_a_past_cohort(desk, organizer):
    _past, new = past_and_next(organizer)
    said = desk.post(page(new, "what_if"), weights(experience=400, sharing=600)).text

    assert "2 people would be chosen instead of others" in said
    assert "On the scores of “Last year”" in said
    assert "Would come in: DDDD, CCCC." in said
    assert "Would fall out: BBBB, AAAA." in said
    assert sorted(new.criteria.values_list("weight", flat=True)) == [400, 600]


def test_scores_of_others_cohorts_are_not_shown(desk, organizer):
    past, new = past_and_next(organizer)
    past.organizers.clear()
    said = desk.post(page(new, "what_if"), weights(experience=400, sharing=600)).text

    assert "On invented demonstration scores" in said
    assert "AAAA" not in said


def test_invented_scores_are_the_same_each_time_and_the_same_weights_change_nothing(desk, organizer):
    _past, new = past_and_next(organizer)
    new.track = TrackFactory()
    new.save()
    other = [desk.post(page(new, "what_if"), weights(experience=10, sharing=990)).context["result"] for _ in "12"]
    same = desk.post(page(new, "what_if"), weights(experience=600, sharing=400)).context["result"]

    assert other[0].come_in == other[1].come_in
    assert len(other[0].come_in) == len(other[0].fall_out) > 0
    assert (same.come_in, same.fall_out, same.past) == ([], [], None)


def test_weights_to_try_make_a_whole(desk, organizer):
    _past, new = past_and_next(organizer)
    answer = desk.post(page(new, "what_if"), weights(experience=400, sharing=500))

    assert (answer.status_code, "The weights of all criteria make 900." in answer.text) == (422, True)


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
