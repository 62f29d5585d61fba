"""The sample's Learning Days as they are loaded: lived by the actions of the site, once, by invented people."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count

from academy.actions.sample import load_academy
from consultations.actions.sample import load_sample
from learning_days import models
from learning_days.actions.sample import is_untouched, load_learning_days
from learning_days.actions.sample.programme import proposed_as
from learning_days.actions.sample.source import COMING, FIRST, Names, read
from learning_days.released import newest, workshops_of
from mentoring.actions.sample import load_mentoring
from mentoring.models import Mentor
from notices.models import Notice
from people.models import Person
from tests.samples import NOW, contents, loaded_once

from .factories import DayFactory, EditionFactory

LATER = NOW + timedelta(days=20)
LOADED = [
    models.Attendance,
    models.Day,
    models.Edition,
    models.Feedback,
    models.Figure,
    models.Need,
    models.Pledge,
    models.Registration,
    models.Release,
    models.ReminderRule,
    models.ReminderText,
    models.Room,
    models.Sharing,
    models.SharingTeacher,
    models.Workshop,
    models.WorkshopLead,
    models.WorkshopSeat,
]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample, loaded once for the tests of this module; what each of them changes is taken back after it."""
    with loaded_once(django_db_blocker, load_sample, load_academy, load_mentoring, load_learning_days):
        yield


@pytest.fixture
def sample(loaded, db):
    """Tests that use it run on the loaded sample."""


@pytest.fixture
def first(sample):
    return models.Edition.objects.get(slug=FIRST)


@pytest.fixture
def coming(sample):
    return models.Edition.objects.get(slug=COMING)


def person(name):
    return Person.objects.get(username=name)


def test_everything_in_the_files_is_loaded(sample):
    said, reports = read("voices")["said"], read("reports")["reports"]

    assert models.Edition.objects.count() == len(read("editions")["editions"]) == 9
    assert models.Workshop.objects.count() == len(read("workshops")["workshops"]) == 20
    assert models.Feedback.objects.count() == len(said)
    assert models.Pledge.objects.count() == sum("plan" in row for row in said) == 12
    assert models.Sharing.objects.count() == len(reports) == 18
    assert {model.__name__ for model in LOADED if not model.objects.exists()} == set()


def test_it_is_all_there_once_when_it_is_loaded_again(sample):
    before, told = contents(LOADED), Notice.objects.count()

    again = load_learning_days(now=LATER)

    assert again.slug == COMING
    assert (contents(LOADED), Notice.objects.count()) == (before, told)


def test_all_of_it_says_that_it_is_invented(sample):
    for model in (models.Workshop, models.Pledge, models.Sharing):
        assert not model.objects.filter(is_demonstration=False).exists(), model
    lived = models.Edition.objects.filter(workshops__isnull=False).distinct()
    assert set(lived.values_list("slug", "is_demonstration")) == {
        (FIRST, True),
        ("short-day-online", True),
        (COMING, True),
    }
    assert not models.Registration.objects.filter(person__is_demonstration=False).exists()


def test_the_day_of_the_mentors_has_experienced_mentors_alone(sample):
    experienced = set(Mentor.objects.experienced().values_list("person", flat=True))
    days = models.Day.objects.filter(audience="experienced")
    guests = models.Registration.objects.filter(day__in=days, is_staff=False)

    assert person("mentor").pk in experienced
    assert set(guests.values_list("person", flat=True)) <= experienced
    assert guests.count() == 17


def test_people_wait_for_a_day_and_for_a_workshop(coming):
    registrations = models.Registration.objects.filter(day__edition=coming)
    seats = models.WorkshopSeat.objects.filter(workshop__edition=coming)

    assert registrations.waiting().count() == 3
    assert registrations.seated().filter(is_staff=False).count() == 32
    assert set(seats.waiting().values_list("workshop__title", flat=True)) == {"Ten minutes of listening, once more"}
    assert seats.waiting().count() == 2


def test_two_releases_tell_what_moved_and_what_is_cancelled(first, coming):
    for edition, cancelled in ((first, "The evening of what failed"), (coming, "Faces that are missing")):
        release = newest(edition)
        changed = {row.title for row in workshops_of(release) if row.sequence == 2}

        assert release.number == 2
        assert {row.title for row in workshops_of(release) if row.is_cancelled} == {cancelled}
        assert len(changed) == 2


def test_the_learner_finds_something_to_do(sample):
    learner = person("learner")
    coming = models.Registration.objects.standing().filter(person=learner, day__starts_at__gt=NOW)
    past = models.Registration.objects.filter(person=learner, day__ends_at__lt=NOW)

    assert coming.get().workshop_seats.seated().count() == 3
    assert past.filter(attendance__isnull=False).count() == 2
    assert past.filter(feedback__isnull=True, day__ends_at__gt=NOW - timedelta(days=30)).count() == 1
    assert learner.pledges.count() == learner.sharings.count() == 1


def test_reports_reach_the_third_generation_in_all_regions_but_one(sample):
    third = models.Sharing.objects.filter(before__before__isnull=False)

    assert third.count() == 2
    assert models.Sharing.objects.filter(before__isnull=False).count() == 8
    assert models.Sharing.objects.aggregate(regions=Count("region", distinct=True))["regions"] == 8


def test_ratings_are_many_enough_to_be_shown(first):
    counts = first.days.order_by("date").annotate(said=Count("registrations__feedback")).values_list("said", flat=True)

    assert list(counts) == [6, 19]


def test_nobody_gets_mail_of_invented_days(sample):
    planned = Notice.objects.filter(subject_type__app_label="learning_days", state=Notice.State.PLANNED)

    assert not planned.filter(due_at__lt=NOW).exists()
    assert set(planned.values_list("kind", flat=True)) == {"day_reminder"}


def test_an_edition_that_somebody_works_on_is_left_alone(coming):
    row = next(row for row in read("days")["editions"] if row["slug"] == COMING)
    fresh = EditionFactory(slug="fresh")
    DayFactory.create_batch(1, edition=fresh)

    assert not is_untouched(coming, row)
    assert not is_untouched(fresh, row)
    assert is_untouched(fresh, {"days": [{}]})


def test_without_its_mentor_a_workshop_is_not_proposed(sample):
    row = read("workshops")["workshops"][0]
    edition = EditionFactory()
    Mentor.objects.filter(person=person(row["by"])).update(stopped_at=NOW)

    assert proposed_as(Names(NOW), edition, row) is None


def test_the_reminders_of_the_edition_to_come_are_armed(coming):
    learner = Notice.objects.filter(recipient=person("learner"), kind="day_reminder", state=Notice.State.PLANNED)

    assert coming.reminders.count() == coming.reminders.armed().count() == 8
    assert learner.count() == 4  # before the day; what comes after it waits for who was there
    assert min(learner.values_list("due_at", flat=True)) > NOW + timedelta(days=50)


def test_a_deployed_site_has_no_sample(db, settings):
    settings.LOCAL = False

    with pytest.raises(ValidationError, match="local machines only"):
        load_learning_days(now=NOW)
