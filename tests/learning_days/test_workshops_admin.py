"""Workshops at the desk: proposals are answered, and placed by a form that says what clashes."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days import models
from notices.models import Notice
from tests.academy.factories import CourseFactory
from tests.desk import FRAME
from tests.factories import LanguageFactory, PersonFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopFactory, WorkshopSeatFactory, at, placed
from .organizing import led_by, proposal_of, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(organizer):
    day = DayFactory(edition__zone="Asia/Kathmandu")
    day.edition.organizers.add(organizer)
    return day


def page(name, workshop=None):
    return reverse(f"admin:learning_days_workshop_{name}", args=[workshop.pk] if workshop else [])


def accepted(day, **fields):
    return WorkshopFactory(edition=day.edition, state="accepted", **fields)


def typed(day, room, starts="10:00", ends="", capacity=""):
    return {"day": day.pk, "room": room.pk, "starts": starts, "ends": ends, "capacity": capacity}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_once_however_many_workshops(desk, day, django_assert_num_queries, rows):
    for hour in range(rows):
        led_by(placed(day, 10 + hour), PersonFactory())
    desk.get(page("changelist"))

    with django_assert_num_queries(FRAME + 7):
        desk.get(page("changelist"))


def test_a_proposal_is_accepted_and_its_lead_is_told_once(desk, day):
    person = PersonFactory()
    workshop = proposal_of(person, edition=day.edition)

    for _ in range(2):
        desk.post(page("accept", workshop))

    workshop.refresh_from_db()
    assert workshop.state == "accepted"
    assert Notice.objects.filter(recipient=person, kind="workshop_accepted").count() == 1


def test_declining_needs_a_reason(desk, day):
    workshop = proposal_of(PersonFactory(), edition=day.edition)

    assert desk.post(page("decline", workshop), {"reason": ""}).status_code == 422
    desk.post(page("decline", workshop), {"reason": "We have it\nalready."})

    workshop.refresh_from_db()
    assert (workshop.state, workshop.state_reason) == ("declined", "We have it already.")


def test_many_proposals_are_accepted_after_a_look(desk, day):
    first, second = WorkshopFactory.create_batch(2, edition=day.edition)
    done = accepted(day)
    chosen = {"action": "accept_many", ACTION_CHECKBOX_NAME: [first.pk, second.pk, done.pk]}

    looked = desk.post(page("changelist"), chosen)
    assertContains(looked, "It is accepted already.")
    token = looked.context["bulk"].token
    desk.post(page("changelist"), {**chosen, "bulk_token": token, "bulk_step": "run"})

    assert set(models.Workshop.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_place_is_typed_on_the_venues_clock_and_takes_as_long_as_it_does(desk, day):
    workshop, room = accepted(day, minutes=90), RoomFactory(edition=day.edition)

    answer = desk.post(page("place", workshop), typed(day, room))

    assert answer.status_code == 302
    workshop.refresh_from_db()
    assert (workshop.starts_at, workshop.ends_at) == (at(day, 10), at(day, 11, 30))


def test_a_clash_is_told_and_what_was_typed_stays(desk, day):
    other, person = placed(day, 10, title="Talks"), PersonFactory(display_name="Amina")
    workshop = accepted(day)
    for row in (other, workshop):
        led_by(row, person)

    answer = desk.post(page("place", workshop), typed(day, other.room, "10:30", capacity="99"))

    assertContains(answer, f"{other.room.name} is taken: “Talks”, 10:00–11:00.", status_code=422)
    assertContains(answer, "Amina leads “Talks” at this time", status_code=422)
    assertContains(answer, "holds 30 people, and you give the workshop 99 seats", status_code=422)
    assertContains(answer, 'value="10:30"', status_code=422)
    workshop.refresh_from_db()
    assert workshop.day is None


@pytest.mark.parametrize(
    ("change", "field"), [({"starts": "25:00"}, "starts"), ({"room": "x"}, "room"), ({"capacity": "0"}, "capacity")]
)
def test_what_cannot_be_read_comes_back_beside_its_field(desk, day, change, field):
    workshop, room = accepted(day), RoomFactory(edition=day.edition)

    answer = desk.post(page("place", workshop), typed(day, room) | change)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_rooms_and_days_of_other_editions_are_not_offered(desk, day, organizer):
    foreign = RoomFactory()
    foreign.edition.organizers.add(organizer)
    workshop = accepted(day)

    answer = desk.post(page("place", workshop), typed(day, foreign))

    assert list(answer.context["form"].errors) == ["room"]


def test_free_places_are_suggested_and_fill_the_form(desk, day):
    room = RoomFactory(edition=day.edition, name="Hall")
    placed(day, 9, room=room)
    workshop = accepted(day)

    suggested = f"?day={day.pk}&amp;room={room.pk}&amp;starts=10%3A00"
    assertContains(desk.get(page("place", workshop)), suggested)
    filled = desk.get(page("place", workshop), {"day": day.pk, "room": room.pk, "starts": "10:00"})

    assertContains(filled, 'value="10:00"')
    assertContains(filled, f'<option value="{room.pk}" selected>')


def test_without_a_free_place_the_page_says_so(desk, day):
    placed(day, 9, hours=8)
    workshop = accepted(day)

    assertContains(desk.get(page("place", workshop)), "No room is free")


def test_an_address_with_nonsense_shows_the_form(desk, day):
    answer = desk.get(page("place", accepted(day)), {"day": "x", "room": "9" * 40, "starts": "noon"})

    assert answer.status_code == 200


def test_a_workshop_is_taken_from_its_place_and_cancelled(desk, day):
    workshop, other = placed(day, 10), placed(day, 12)

    desk.post(page("unplace", workshop))
    desk.post(page("cancel", other), {"reason": "The lead is ill."})

    workshop.refresh_from_db()
    other.refresh_from_db()
    assert (workshop.state, workshop.day) == ("accepted", None)
    assert (other.state, other.state_reason) == ("cancelled", "The lead is ill.")


def test_who_is_added_as_lead_is_asked(desk, day):
    workshop, person = accepted(day), PersonFactory()

    answer = desk.post(page("change", workshop), form_of(workshop, person))

    assert answer.status_code == 302
    assert workshop.leads.get().person == person
    assert Notice.objects.get(recipient=person).kind == "workshop_lead_asked"


def test_who_leads_another_one_at_the_time_is_refused_beside_the_field(desk, day):
    workshop, person = placed(day, 10), PersonFactory()
    led_by(placed(day, 10, title="Talks"), person)

    answer = desk.post(page("change", workshop), form_of(workshop, person))

    assertContains(answer, "leads “Talks” at this time")
    assert not workshop.leads.exists()


def form_of(workshop, lead=None):
    added = {"leads-0-person": lead.pk, "leads-0-id": "", "leads-0-workshop": workshop.pk} if lead else {}
    return {
        "title": workshop.title,
        "summary": workshop.summary,
        "language": workshop.language_id,
        "minutes": workshop.minutes,
        "course": workshop.course_id,
        "leads-TOTAL_FORMS": len(added) and 1,
        "leads-INITIAL_FORMS": 0,
        **added,
    }


def test_an_organizer_adds_a_workshop(desk, day, organizer):
    form = form_of(WorkshopFactory.build(language=LanguageFactory(), course=CourseFactory()))

    answer = desk.post(page("add"), {**form, "edition": day.edition.pk})

    assert answer.status_code == 302
    made = models.Workshop.objects.get()
    assert (made.edition, made.proposed_by, made.state) == (day.edition, organizer, "proposed")


def test_what_readers_see_is_linked_once_it_is_released(desk, day):
    workshop = placed(day, 10)
    assertNotContains(desk.get(page("change", workshop)), workshop.get_absolute_url())

    released(day.edition)

    assertContains(desk.get(page("change", workshop)), reverse("admin:view_on_site", args=[0, 0])[:-4])


@pytest.mark.parametrize("state", ["proposed", "unplaced", "placed", "open", "declined", "cancelled", "nonsense"])
def test_the_list_is_filtered_by_state(desk, day, state):
    placed(day, 10)
    WorkshopSeatFactory(workshop=placed(day, 11), registration=RegistrationFactory(day=day))

    assert desk.get(page("changelist"), {"state": state}).status_code == 200


def test_the_first_page_shows_proposals_and_what_lacks_a_place_or_a_lead(desk, day):
    proposal_of(PersonFactory(), edition=day.edition, title="A proposal")
    led_by(accepted(day, title="Without a place"), PersonFactory())
    placed(day, 10, title="Without a lead")
    led_by(placed(day, 11, title="All is well"), PersonFactory())

    answer = desk.get(reverse("admin:index"))

    for title in ("A proposal", "Without a place", "Without a lead"):
        assertContains(answer, title)
    assertNotContains(answer, "All is well")


def test_what_is_over_waits_for_nobody(desk, day):
    accepted(day, title="Without a place")
    models.Day.objects.update(starts_at=at(day, 9).replace(year=2020), ends_at=at(day, 17).replace(year=2020))

    assert timezone.now() > models.Day.objects.get().ends_at
    assertNotContains(desk.get(reverse("admin:index")), "Without a place")
