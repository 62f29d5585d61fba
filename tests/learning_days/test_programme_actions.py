"""Workshops from the proposal to the place, and what their leads are told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning_days import models
from learning_days.actions import programme as actions
from learning_days.actions import workshop_leads
from notices.models import Notice
from tests.academy.factories import CourseFactory
from tests.factories import LanguageFactory, PersonFactory
from tests.mentoring.factories import MentorFactory

from .factories import DayFactory, RegistrationFactory, RoomFactory, WorkshopFactory, WorkshopSeatFactory, at, placed
from .organizing import proposal_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def mentor():
    return MentorFactory().person


def proposed(person, edition, title="Lightning talks", **fields):
    written = {"title": title, "summary": "How to begin.", "language": LanguageFactory(), "minutes": 60, **fields}
    course = written.pop("course", None) or CourseFactory()
    return actions.propose(edition=edition, person=person, now=timezone.now(), course=course, **written)


def place(workshop, day, hour=10, *, room=None, hours=1, capacity=None, actor=None):
    room = room or RoomFactory(edition=day.edition)
    starts_at = at(day, hour)
    return actions.place(
        workshop=workshop,
        day=day,
        room=room,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        capacity=capacity,
        actor=actor,
        now=timezone.now(),
    )


def accepted(day, **fields):
    return WorkshopFactory(edition=day.edition, state="accepted", **fields)


def refusal_of(change):
    with pytest.raises(ValidationError) as refusal:
        change()
    return [error.code for error in refusal.value.error_list]


def told(person):
    return sorted(Notice.objects.filter(recipient=person).values_list("kind", flat=True))


def test_a_mentor_proposes_and_leads_it_and_asks_another_one():
    person, other, edition = mentor(), PersonFactory(), DayFactory().edition

    workshop = proposed(person, edition, others=[other])

    assert workshop.state == "proposed"
    leads = dict(workshop.leads.values_list("person", "agreed_at"))
    assert leads[person.pk] is not None
    assert leads[other.pk] is None
    assert (told(other), told(person)) == (["workshop_lead_asked"], [])


def test_a_proposal_sent_twice_is_one():
    person, edition = mentor(), DayFactory().edition

    assert proposed(person, edition) == proposed(person, edition)
    assert models.Workshop.objects.count() == 1


def test_who_is_no_mentor_proposes_nothing():
    edition = DayFactory().edition

    assert refusal_of(lambda: proposed(PersonFactory(), edition)) == ["no_mentor"]
    assert refusal_of(lambda: proposed(MentorFactory(stopped_at=NOW).person, edition)) == ["no_mentor"]


def test_nothing_is_proposed_for_an_edition_that_is_over_to_the_second():
    person, day = mentor(), DayFactory()
    fields = {"title": "Late", "summary": "-", "language": LanguageFactory(), "course": CourseFactory()}

    ended = refusal_of(lambda: actions.propose(edition=day.edition, person=person, now=day.ends_at, **fields))
    made = actions.propose(edition=day.edition, person=person, now=day.ends_at - timedelta(seconds=1), **fields)

    assert ended == ["over"]
    assert made.pk


def test_five_proposals_wait_at_most():
    person, edition = mentor(), DayFactory().edition
    made = [proposed(person, edition, title=f"Workshop {number}") for number in range(5)]

    assert refusal_of(lambda: proposed(person, edition, title="One more")) == ["too_many_waiting"]
    actions.accept(workshop=made[0], actor=PersonFactory(), now=NOW)
    assert proposed(person, edition, title="One more").pk


def test_a_workshop_that_grew_from_nothing_is_refused():
    person, edition = mentor(), DayFactory().edition

    with pytest.raises(ValidationError, match="grew from"):
        actions.propose(
            edition=edition, person=person, now=NOW, title="A", summary="B", language=LanguageFactory(), minutes=60
        )


def test_accepting_and_declining_tell_the_leads_once():
    person, organizer = mentor(), PersonFactory()
    first, second = proposal_of(person), proposal_of(person)

    actions.accept(workshop=first, actor=organizer, now=NOW)
    actions.decline(workshop=second, reason="We have it already.", actor=organizer, now=NOW)

    assert told(person) == ["workshop_accepted", "workshop_declined"]
    assert refusal_of(lambda: actions.accept(workshop=first, actor=organizer, now=NOW)) == ["accepted"]
    assert refusal_of(lambda: actions.decline(workshop=second, reason="-", actor=organizer, now=NOW)) == ["declined"]
    assert first.history.latest().history_user == organizer


def test_a_declined_one_can_be_accepted_after_all():
    workshop = proposal_of(mentor(), state="declined", state_reason="No room.")

    workshop = actions.accept(workshop=workshop, actor=PersonFactory(), now=NOW)

    assert (workshop.state, workshop.state_reason) == ("accepted", "")


def test_only_an_accepted_workshop_gets_a_place():
    day = DayFactory()
    states = {"proposed": "", "declined": "No.", "cancelled": "No."}

    for state, reason in states.items():
        workshop = WorkshopFactory(edition=day.edition, state=state, state_reason=reason)
        assert refusal_of(lambda workshop=workshop: place(workshop, day)) == [state]


def test_a_place_is_kept_with_its_trace():
    day, organizer = DayFactory(), PersonFactory()

    workshop = place(accepted(day), day, 10, capacity=12, actor=organizer)

    workshop.refresh_from_db()
    assert (workshop.day, workshop.starts_at, workshop.capacity) == (day, at(day, 10), 12)
    assert workshop.history.latest().history_user == organizer


def test_a_room_a_lead_and_people_clash_in_sentences_at_once():
    day, person = DayFactory(), PersonFactory(display_name="Amina")
    other, workshop = placed(day, 10, title="Talks"), accepted(day)
    for row in (other, workshop):
        models.WorkshopLead.objects.create(workshop=row, person=person)

    codes = refusal_of(lambda: place(workshop, day, 10, room=other.room))

    assert codes == ["room_taken", "lead_busy"]


def test_a_lead_of_another_edition_at_the_same_time_is_told_too():
    day, elsewhere, person = DayFactory(), DayFactory(), PersonFactory()
    workshop = accepted(day)
    for row in (placed(elsewhere, 10), workshop):
        models.WorkshopLead.objects.create(workshop=row, person=person)

    assert refusal_of(lambda: place(workshop, day, 10)) == ["lead_busy"]
    assert place(workshop, day, 11).starts_at == at(day, 11)


def test_people_with_seats_in_both_are_counted():
    day = DayFactory()
    moving, staying = placed(day, 10), placed(day, 14, title="Talks")
    for _ in range(2):
        registration = RegistrationFactory(day=day)
        for workshop in (moving, staying):
            WorkshopSeatFactory(workshop=workshop, registration=registration)

    with pytest.raises(ValidationError, match="2 people with a seat here have one in “Talks”"):
        place(moving, day, 14)
    moving.refresh_from_db()
    assert moving.starts_at == at(day, 10)


def test_a_smaller_room_than_people_with_seats_is_refused():
    day = DayFactory()
    workshop, small = placed(day, 10), RoomFactory(edition=day.edition, capacity=1)
    for _ in range(2):
        WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))

    assert refusal_of(lambda: place(workshop, day, 10, room=small)) == ["seated"]


def test_more_seats_go_to_who_waits():
    day = DayFactory()
    workshop = placed(day, 10, room=RoomFactory(edition=day.edition, capacity=1))
    WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day))
    waiting = WorkshopSeatFactory(workshop=workshop, registration=RegistrationFactory(day=day), seated_at=None)

    place(workshop, day, 10, room=RoomFactory(edition=day.edition, capacity=2))

    waiting.refresh_from_db()
    assert waiting.seated_at is not None


def test_cancelling_frees_the_room_and_tells_of_a_draft_at_once():
    person, day = mentor(), DayFactory()
    workshop = proposal_of(person, edition=day.edition, state="accepted")
    place(workshop, day, 10)

    cancelled = actions.cancel(workshop=workshop, reason="The lead is ill.", actor=PersonFactory(), now=NOW)

    assert (cancelled.state, cancelled.day) == ("cancelled", day)
    assert told(person) == ["workshop_declined"]
    assert place(accepted(day), day, 10, room=cancelled.room).room == cancelled.room
    assert refusal_of(lambda: actions.cancel(workshop=workshop, reason="-", actor=None, now=NOW)) == ["cancelled"]


def test_a_placed_workshop_is_not_declined_and_is_taken_out_of_its_place():
    day = DayFactory()
    workshop = placed(day, 10)

    assert refusal_of(lambda: actions.decline(workshop=workshop, reason="-", actor=None, now=NOW)) == ["placed"]
    freed = actions.unplace(workshop=workshop, actor=None, now=NOW)
    assert (freed.state, freed.day, freed.room, freed.starts_at) == ("accepted", None, None, None)
    assert refusal_of(lambda: actions.unplace(workshop=workshop, actor=None, now=NOW)) == ["unplaced"]


def test_the_text_of_a_placed_workshop_changes_and_its_length_stays():
    person, day = mentor(), DayFactory()
    workshop = proposal_of(person, edition=day.edition, state="accepted")
    place(workshop, day, 10)

    changed = actions.change(workshop=workshop, person=person, now=NOW, title="A better title", minutes=60)
    refused = refusal_of(lambda: actions.change(workshop=workshop, person=person, now=NOW, minutes=90))

    assert changed.title == "A better title"
    assert refused == ["placed"]


def test_a_lead_agrees_and_leaves():
    day, person = DayFactory(), PersonFactory()
    workshop = accepted(day)
    workshop_leads.ask_to_lead(workshop=workshop, person=person)
    workshop_leads.ask_to_lead(workshop=workshop, person=person)

    first = workshop_leads.agree(workshop=workshop, person=person, now=NOW)
    again = workshop_leads.agree(workshop=workshop, person=person, now=NOW + timedelta(hours=1))

    assert first.agreed_at == again.agreed_at == NOW
    assert told(person) == ["workshop_lead_asked"]
    left = workshop_leads.leave(workshop=workshop, person=person, now=NOW)
    assert (left.state, left.leads.count()) == ("accepted", 0)
    assert refusal_of(lambda: workshop_leads.agree(workshop=workshop, person=person, now=NOW)) == ["not_asked"]


def test_a_proposal_that_nobody_leads_is_taken_back():
    person = mentor()
    workshop = proposal_of(person)

    left = workshop_leads.leave(workshop=workshop, person=person, now=NOW)

    assert (left.state, left.state_reason) == ("cancelled", "Nobody leads it any more.")


def test_who_leads_another_one_at_the_time_is_not_asked():
    day, person = DayFactory(), PersonFactory(display_name="Amina")
    models.WorkshopLead.objects.create(workshop=placed(day, 10), person=person)

    assert refusal_of(lambda: workshop_leads.ask_to_lead(workshop=placed(day, 10), person=person)) == ["lead_busy"]
