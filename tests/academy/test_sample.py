"""The academy's sample as it is loaded: all of it, once, all marked as invented."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from academy import models
from academy.actions.sample import big, load_academy
from academy.actions.sample.source import read
from academy.reviewer_figures import figures_of
from consultations.actions.sample import load_sample
from people.models import ActivityArea, Affiliate, Person, Skill
from tests.samples import NOW, contents, loaded_once

LATER = NOW + timedelta(days=100)
LOADED = [
    models.School,
    models.Track,
    models.Course,
    models.TrackCourse,
    models.Prerequisite,
    models.Session,
    models.Material,
    models.Enrolment,
    models.SessionAttendance,
    models.SelfAssessment,
    models.Opportunity,
    models.Certificate,
    models.Cohort,
    models.Criterion,
    models.Minimum,
    models.Reviewer,
    models.Rubric,
    models.Application,
    models.Answer,
    models.Review,
    models.Score,
    models.Conflict,
    models.Selection,
    models.Decision,
    models.Offer,
    Affiliate,
    Person.affiliates.through,
    models.Course.skills.through,
    models.Course.teachers.through,
    models.Opportunity.areas.through,
]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample, loaded once for the tests of this module; what each of them changes is taken back after it."""
    with loaded_once(django_db_blocker, load_sample, load_academy):
        yield


@pytest.fixture
def sample(loaded, db):
    """Tests that use it run on the loaded sample."""


def test_everything_in_the_files_is_loaded(sample):
    content, courses = read("schools"), read("courses")["courses"]
    steps = [slug for track in content["tracks"] for slug in (*track["required"], *track["elective"])]

    assert models.School.objects.count() == len(content["schools"]) == ActivityArea.objects.count() == 11
    assert models.Track.objects.count() == len(content["tracks"])
    assert models.Course.objects.count() == len(courses) == 20
    assert models.TrackCourse.objects.count() == len(steps)
    assert models.Session.objects.count() == sum(len(course["sessions"]) for course in courses)
    assert models.Material.objects.count() == sum(len(course["materials"]) for course in courses)
    assert models.Opportunity.objects.count() == len(read("opportunities")["opportunities"]) == 7
    assert Affiliate.objects.count() == len(read("people")["affiliates"])


def test_it_is_all_there_once_and_keeps_its_days_when_it_is_loaded_again(sample):
    before = contents(LOADED)

    load_academy(now=LATER)

    assert contents(LOADED) == before


def test_a_course_that_a_newer_version_brings_counts_its_days_from_the_first_load(sample):
    models.Session.objects.get(course__slug="words-that-fit")
    models.Course.objects.get(slug="words-that-fit").steps.all().delete()
    models.Course.objects.get(slug="words-that-fit").delete()

    load_academy(now=LATER)

    session = models.Session.objects.get(course__slug="words-that-fit")
    assert session.starts_at == datetime(2026, 5, 19, 20, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_what_organizers_changed_stays(sample):
    models.Course.objects.filter(slug="share-power").update(title="Another title")
    models.Session.objects.filter(course__slug="share-power").delete()
    models.Enrolment.objects.filter(person__username="yui-mihon").update(left_at=NOW)

    load_academy(now=LATER)

    course = models.Course.objects.get(slug="share-power")
    assert (course.title, course.sessions.count()) == ("Another title", 0)
    assert models.Enrolment.objects.filter(person__username="yui-mihon").count() == 1


def test_all_of_it_says_that_it_is_invented(sample):
    for model in (models.Track, models.Course, models.Opportunity, models.Cohort, Affiliate):
        assert not model.objects.filter(is_demonstration=False).exists(), model
    for person in Person.objects.filter(taught_courses__isnull=False) | Person.objects.filter(enrolments__isnull=False):
        assert person.is_demonstration, person


def test_every_row_is_one_that_a_form_would_take(sample):
    for model in (models.School, models.Track, models.Course, models.Session, models.Material, models.Opportunity):
        related = [field.name for field in model._meta.fields if field.is_relation]
        for row in model.objects.all():
            row.clean_fields(exclude=related)
    assert not models.Course.objects.filter(body_html="").exists()


def test_texts_and_sessions_are_in_several_languages_and_time_zones(sample):
    assert set(models.Course.objects.values_list("language__code", flat=True)) == {"en", "es", "fr", "ar"}
    assert models.Material.objects.values("language").distinct().count() >= 8
    assert models.Session.objects.values("time_zone").distinct().count() >= 10
    assert models.Session.objects.held().filter(place="", link="").count() == 0


def test_offerings_name_the_finding_or_idea_that_they_grew_from(sample):
    def named(rows):
        return {row["slug"] for row in rows if "finding" in row or "idea" in row}

    grown = models.Course.objects.exclude(finding=None, idea=None)
    tracks = models.Track.objects.exclude(finding=None, idea=None)

    assert set(grown.values_list("slug", flat=True)) == named(read("courses")["courses"])
    assert set(tracks.values_list("slug", flat=True)) == named(read("schools")["tracks"])


def test_the_leadership_track_teaches_every_skill_of_the_five_groups(sample):
    required = models.Course.objects.filter(steps__track__slug="leadership", steps__kind="required")

    assert set(Skill.objects.filter(courses__in=required)) == set(Skill.objects.all())
    assert required.filter(prepares_mentors=True).count() == 1


def test_the_learner_has_completed_one_course_and_is_on_the_way_in_another(sample):
    learner = Person.objects.get(username="learner")
    done, on_the_way = learner.enrolments.order_by("created_at")

    assert (done.course.slug, done.attendances.count()) == ("welcome-everybody", done.course.sessions_needed)
    assert done.completed_at < NOW
    assert (on_the_way.course.slug, on_the_way.attendances.count()) == ("help-others-to-grow", 1)
    assert on_the_way.completed_at is None
    assert [str(row.course) for row in learner.certificates.valid()] == ["Welcome everybody"]


def test_a_small_course_is_full_and_two_people_wait(sample):
    course = models.Course.objects.get(slug="calming-a-talk-page")

    assert course.enrolments.seated().count() == course.capacity == 4
    assert course.enrolments.waiting().count() == 2


def test_deadlines_of_the_board_end_with_their_day_here_or_anywhere_on_earth(sample):
    here = models.Opportunity.objects.get(url__endswith="/workshop-helpers")
    anywhere = models.Opportunity.objects.get(url__endswith="/jury-photo")

    assert here.closes_at == datetime(2026, 5, 21, tzinfo=UTC)
    assert anywhere.closes_at == datetime(2026, 5, 16, 12, tzinfo=UTC)
    assert models.Opportunity.objects.published_at(NOW).open_at(NOW).count() == 7


def test_a_session_stands_at_the_hour_on_the_clocks_of_its_place(sample):
    for session in models.Session.objects.select_related("course"):
        row = next(row for row in read("courses")["courses"] if row["slug"] == session.course.slug)
        of_it = next(one for one in row["sessions"] if one["title"] == session.title)
        local = session.starts_at.astimezone(session.time_zone)
        assert local.time() == time.fromisoformat(of_it["at"])
        assert (local.date() - NOW.date()).days == of_it["day"]


def test_a_deployed_site_has_no_sample(db, settings):
    settings.LOCAL = False

    with pytest.raises(ValidationError, match="local machines only"):
        load_academy(now=NOW)


def test_one_cohort_takes_applications_and_has_three_samples_to_calibrate_by(sample):
    (cohort,) = models.Cohort.objects.open_at(NOW)
    standing = cohort.applications.standing()

    assert cohort.slug == "next-leadership-cohort"
    assert cohort.closes_at == datetime(2026, 6, 2, 12, tzinfo=UTC)  # 1 June, Anywhere on Earth
    assert cohort.applications.samples().count() == 3
    assert models.Answer.objects.filter(application__is_sample=True, expected_level=None).count() == 0
    assert (standing.count(), cohort.applications.drafts().count()) == (7, 2)
    assert not cohort.applications.filter(person__username="learner").exists()


def test_the_reviewer_has_samples_to_score_and_applications_that_wait(sample):
    cohort = models.Cohort.objects.get(slug="museum-partners")
    reviewer = Person.objects.get(username="reviewer")
    waiting = models.Review.objects.of_people().waiting().open_to(reviewer, NOW)

    assert waiting.filter(application__cohort=cohort).count() in (5, 6)  # a third of 16, drawn by lot
    assert models.Review.objects.of_people().filter(application__cohort=cohort).count() == 16
    assert cohort.applications.unscored_by(reviewer).count() == 3
    assert models.Conflict.objects.filter(person=reviewer, application__person__username="amelie-exemple").exists()
    assert not models.Review.objects.filter(reviewer=reviewer, application__person__username="amelie-exemple").exists()
    assert not hasattr(cohort, "selection")


def test_reviewers_of_the_sample_see_its_samples_nearly_as_expected(sample):
    cohort = models.Cohort.objects.get(slug="museum-partners")
    rows = figures_of(cohort, Person.objects.get(username="organizer"), NOW)
    apart = [row["calibration"] for row in rows if row["done"]]

    assert len(apart) == 2
    assert all(abs(levels) <= 0.5 for levels in apart)


def test_the_learner_has_an_offer_and_one_person_was_passed_over_for_a_minimum(sample):
    offer = models.Offer.objects.open_at(NOW).get(application__person__username="learner")
    decisions = models.Decision.objects.filter(application__cohort=offer.cohort)

    assert offer.expires_at - NOW > timedelta(days=50)
    assert decisions.filter(outcome="selected").count() == offer.cohort.capacity == 5
    assert decisions.filter(because="passed").count() == decisions.filter(because="minimum").count() == 1
    assert offer.cohort.offers.filter(answer="accepted").count() == 3
    assert offer.cohort.enrolments.count() == 6


def test_the_organizer_leads_all_cohorts(sample):
    organizer = Person.objects.get(username="organizer")

    assert models.Cohort.objects.led_by(organizer).count() == models.Cohort.objects.count() == 3


def test_the_big_catalogue_has_the_sizes_that_it_names_once(sample, monkeypatch):
    monkeypatch.setattr(big, "COURSES", 25)

    first, again = (big.load_big_catalogue(day=NOW.date()) for _load in range(2))
    courses = models.Course.objects.filter(slug__startswith="big-")

    assert first == again
    assert (courses.count(), models.Session.objects.filter(course__in=courses).count()) == (25, 50)
    assert courses.filter(is_demonstration=True, published_at__lte=NOW).count() == 25
    assert set(courses.values_list("school", flat=True)) == set(models.School.objects.values_list("pk", flat=True))
