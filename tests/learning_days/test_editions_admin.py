"""Editions at the desk: days on the venue's clock, rooms, figures, and what people rely on once it is published."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days import models
from tests.desk import FRAME
from tests.factories import LanguageFactory, PersonFactory

from .factories import (
    DayFactory,
    EditionFactory,
    RegistrationFactory,
    RoomFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
    at,
    placed,
)
from .organizing import everything_of, led_by, move, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(organizer):
    edition = EditionFactory(zone="Asia/Kathmandu", published_at=None, criteria="First come, first served.")
    edition.organizers.add(organizer)
    return edition


def page(name, edition=None):
    return reverse(f"admin:learning_days_edition_{name}", args=[edition.pk] if edition else [])


def form_of(edition, *, days=(), rooms=(), **fields):
    """What a browser sends of an edition's page; `days`, `rooms`: (row or None, {field: value})."""
    data = {
        "title": edition.title,
        "slug": edition.slug,
        "summary": edition.summary,
        "language": edition.language_id,
        "year": edition.year,
        "venue": edition.venue,
        "zone": edition.zone,
        "criteria": edition.criteria,
        "offer_hours": edition.offer_hours,
        "organizers": list(edition.organizers.values_list("pk", flat=True)) if edition.pk else [],
        **fields,
    }
    for prefix, rows in (("days", days), ("rooms", rooms), ("figures", [])):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": sum(bool(row) for row, _ in rows)}
        for number, (row, typed) in enumerate(rows):
            keys = {"id": row.pk if row else "", "edition": edition.pk or ""}
            data |= {f"{prefix}-{number}-{name}": value for name, value in {**keys, **typed}.items()}
    return data


def typed_day(day, **changed):
    hours = {"starts": "09:00", "ends": "17:00"}
    kept = {"title": day.title, "date": day.date, "audience": day.audience, "capacity": day.capacity}
    return day, {**kept, **hours, **changed}


NEW_DAY = {"title": "Day one", "date": "2027-02-06", "audience": "experienced", "capacity": "20"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_programme_asks_once_however_many(desk, edition, django_assert_num_queries, rows):
    day = DayFactory(edition=edition)
    for hour in range(rows):
        led_by(placed(day, 10 + hour), PersonFactory())
        WorkshopFactory(edition=edition, state="accepted")
    desk.get(page("programme", edition))

    with django_assert_num_queries(FRAME + 12):
        desk.get(page("programme", edition))


def test_whoever_adds_an_edition_organizes_it(desk, organizer):
    draft = EditionFactory.build(language=LanguageFactory(), zone="Asia/Kathmandu", slug="new-days")
    new_day = (None, {**NEW_DAY, "starts": "09:00", "ends": "17:00"})

    answer = desk.post(page("add"), form_of(draft, days=[new_day]))

    assert answer.status_code == 302
    made = models.Edition.objects.get()
    day = made.days.get()
    assert (list(made.organizers.all()), made.published_at) == ([organizer], None)
    assert day.starts_at == datetime(2027, 2, 6, 3, 15, tzinfo=UTC)
    assert day.ends_at == datetime(2027, 2, 6, 11, 15, tzinfo=UTC)


def test_a_day_that_lasts_past_midnight_ends_on_the_next_date(desk, edition):
    desk.post(page("change", edition), form_of(edition, days=[(None, {**NEW_DAY, "starts": "18:00", "ends": "01:00"})]))

    day = edition.days.get()
    assert (day.ends_at - day.starts_at).total_seconds() == 7 * 3600


@pytest.mark.parametrize("change", [{"date": "2027-02-31"}, {"starts": "x"}, {"ends": ""}, {"date": ""}])
def test_a_day_that_cannot_be_read_comes_back(desk, edition, change):
    day = {**NEW_DAY, "starts": "09:00", "ends": "17:00", **change}

    answer = desk.post(page("change", edition), form_of(edition, days=[(None, day)]))

    assert answer.status_code == 200
    assertContains(answer, "Day one")
    assert not edition.days.exists()


def test_a_zone_that_is_none_is_refused(desk, edition):
    answer = desk.post(page("change", edition), form_of(edition, zone="Mars/Olympus"))

    assert list(answer.context["adminform"].form.errors) == ["zone"]


def test_a_corrected_zone_keeps_the_hours_that_were_typed(desk, edition):
    day = DayFactory(edition=edition)

    desk.post(page("change", edition), form_of(edition, zone="Africa/Dakar", days=[typed_day(day)]))

    day = models.Day.objects.get(pk=day.pk)
    assert day.edition.zone == "Africa/Dakar"
    assert day.starts_at == at(day, 9)


def test_published_days_stay_where_they_are(desk, edition):
    day = DayFactory(edition=edition)
    models.Edition.objects.update(published_at=timezone.now())
    moved = typed_day(day, starts="12:00", date="2027-05-05", title="A better name", capacity=30)

    desk.post(page("change", edition), form_of(edition, days=[moved], zone="Africa/Dakar", slug="other"))

    after = models.Day.objects.get(pk=day.pk)
    assert (after.starts_at, after.date, after.title, after.capacity) == (day.starts_at, day.date, "A better name", 30)
    assert (after.edition.zone, after.edition.slug) == (edition.zone, edition.slug)


def test_fewer_seats_than_people_are_refused_with_a_sentence(desk, edition):
    day = DayFactory(edition=edition, capacity=3)
    RegistrationFactory.create_batch(2, day=day)

    answer = desk.post(page("change", edition), form_of(edition, days=[typed_day(day, capacity=1)]))

    assertContains(answer, "2 people have a seat or an offer of one already.")


def test_more_seats_are_offered_to_the_line_at_once(desk, edition):
    day = DayFactory(edition=edition, capacity=1)
    models.Edition.objects.update(published_at=timezone.now())
    RegistrationFactory(day=day)
    waiting = RegistrationFactory(day=day, seated_at=None)

    desk.post(page("change", edition), form_of(edition, days=[typed_day(day, capacity=2)]))

    waiting.refresh_from_db()
    assert waiting.offered_at is not None


def test_hours_that_leave_a_workshop_outside_are_refused(desk, edition):
    day = DayFactory(edition=edition)
    placed(day, 9)

    answer = desk.post(page("change", edition), form_of(edition, days=[typed_day(day, starts="10:00")]))

    assertContains(answer, "A workshop lies outside these hours.")


def test_a_room_smaller_than_its_workshop_is_refused(desk, edition):
    workshop = placed(DayFactory(edition=edition), 9, capacity=20, title="Talks")
    room = workshop.room
    smaller = (room, {"name": room.name, "capacity": 10, "access": "", "position": 0})

    answer = desk.post(page("change", edition), form_of(edition, rooms=[smaller]))

    assertContains(answer, "“Talks” needs the room for 20 people.")


def test_a_larger_room_seats_those_who_wait(desk, edition):
    day = DayFactory(edition=edition)
    workshop = placed(day, 9, room=RoomFactory(edition=edition, capacity=1))
    WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))
    waiting = WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day), seated_at=None)
    room = workshop.room

    larger = (room, {"name": room.name, "capacity": 2, "access": "", "position": 0})
    desk.post(page("change", edition), form_of(edition, rooms=[larger]))

    waiting.refresh_from_db()
    assert waiting.seated_at is not None


def test_a_change_that_lost_against_a_seat_is_told(desk, edition, monkeypatch):
    day = DayFactory(edition=edition, capacity=3)
    RegistrationFactory.create_batch(2, day=day)
    monkeypatch.setattr("learning_days.admin.edition_parts.check_day_seats", lambda capacity, *, held: None)

    answer = desk.post(page("change", edition), form_of(edition, days=[typed_day(day, capacity=1)]), follow=True)

    assertContains(answer, "your change does not fit any more")
    day.refresh_from_db()
    assert day.capacity == 3


def test_an_edition_is_published_once_it_has_a_day(desk, edition):
    assertContains(desk.post(page("publish", edition)), "Add a day first", status_code=422)
    DayFactory(edition=edition)
    desk.post(page("publish", edition))
    first = models.Edition.objects.get().published_at
    desk.post(page("publish", edition))

    assert first is not None
    assert models.Edition.objects.get().published_at == first


def test_registration_needs_published_criteria(desk, edition):
    DayFactory(edition=edition)
    models.Edition.objects.update(criteria="")

    assertContains(desk.post(page("publish", edition)), "Say who gets a seat", status_code=422)


def test_the_programme_shows_the_draft_and_what_changed(desk, edition):
    day = DayFactory(edition=edition)
    workshop = placed(day, 10, title="Talks")
    led_by(workshop, PersonFactory(display_name="Amina"))
    WorkshopFactory(edition=edition, state="accepted", title="Circles")

    answer = desk.get(page("programme", edition))

    for words in ("Talks", "Amina", "10:00–11:00", "Circles", "What the first version will hold"):
        assertContains(answer, words)
    released(edition)
    move(workshop, 14)
    answer = desk.get(page("programme", edition))
    assertContains(answer, "What changed since version 1")
    assertContains(answer, "14:00–15:00")


def test_a_release_says_first_what_changes_and_is_made_once(desk, edition):
    placed(DayFactory(edition=edition), 10, title="Talks")

    assertContains(desk.get(page("release", edition)), "Talks")
    desk.post(page("release", edition), {"note": "The first one"})
    again = desk.post(page("release", edition), {"note": "The first one"})

    assertContains(again, "Nothing has changed since version 1.", status_code=422)
    release = edition.releases.get()
    assert (release.note, release.released_by.username) == ("The first one", "organizer")
    nothing = desk.get(page("release", edition), follow=True)
    assertContains(nothing, "There is nothing to release")


def test_a_release_is_read_with_what_changed_and_never_altered(desk, edition):
    models.Edition.objects.update(published_at=timezone.now())
    placed(DayFactory(edition=edition), 10, title="Talks")
    release = released(edition)

    answer = desk.get(reverse("admin:learning_days_release_change", args=[release.pk]))

    assertContains(answer, "Talks")
    assertNotContains(answer, 'name="_save"')


def test_a_release_is_not_guessed_letter_by_letter(desk, edition):
    listed = reverse("admin:learning_days_release_changelist")

    assert desk.get(listed, {"content__icontains": "a"}).status_code in (302, 400)


def test_the_sidebar_counts_proposals_of_led_editions(desk, edition):
    everything_of("Foreign")
    WorkshopFactory(edition=edition)

    assertContains(desk.get(page("changelist")), reverse("admin:learning_days_workshop_changelist"))
