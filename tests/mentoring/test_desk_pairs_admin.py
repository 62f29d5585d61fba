"""Organizers read who offers, asks and works together, and settle what was told to them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import (
    CheckIn,
    CoMentorInvitation,
    Concern,
    Meeting,
    Mentor,
    OfferedSkill,
    Pairing,
    Proposal,
    Round,
)
from tests.desk import FRAME

from .desk import everything_of, mentor_in
from .factories import MeetingFactory, OfferedSkillFactory

pytestmark = pytest.mark.django_db
LISTS = {
    "checkin": FRAME + 3,
    "concern": FRAME + 3,
    "mentor": FRAME + 6,
    "mentoringrequest": FRAME + 6,
    "pairing": FRAME + 4,
    "proposal": FRAME + 4,
    "round": FRAME + 6,
}


@pytest.fixture
def autumn(organizer):
    rows = everything_of("Autumn")
    rows[Round].organizers.add(organizer)
    return rows


def page(row, name="change"):
    return reverse(f"admin:mentoring_{row._meta.model_name}_{name}", args=[row.pk])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_any_number_of_rows(desk, organizer, django_assert_num_queries, name, rows):
    for number in range(rows):
        everything_of(f"Round {number}")[Round].organizers.add(organizer)
    address = reverse(f"admin:mentoring_{name}_changelist")
    desk.get(address)

    with django_assert_num_queries(LISTS[name]):
        answer = desk.get(address)

    assert len(answer.context["cl"].result_list) >= rows


def test_the_load_of_a_mentor_is_shown(desk, autumn):
    shown = desk.get(reverse("admin:mentoring_mentor_changelist")).text

    assert "1 of 1" in shown
    assert desk.get(reverse("admin:mentoring_mentor_changelist"), {"offer": "free"}).context["cl"].result_count == 0


def test_experienced_mentors_are_found(desk, autumn):
    def found():
        listed = desk.get(reverse("admin:mentoring_mentor_changelist"), {"offer": "experienced"})
        return [mentor.pk for mentor in listed.context["cl"].result_list]

    assert found() == []
    for day in (11, 12, 13):
        MeetingFactory(pairing=autumn[Pairing], held_on=f"2026-11-{day}", minutes=8 * 60)
    assert set(found()) == {autumn[Pairing].mentor_id, autumn[Pairing].co_mentor_id}


def test_notes_of_meetings_stay_with_the_pair(desk, autumn):
    MeetingFactory(pairing=autumn[Pairing], notes="A secret of the pair.", minutes=90)
    shown = desk.get(page(autumn[Pairing])).text

    assert "1, together 1.5 hours" in shown
    assert "A secret" not in shown
    assert Meeting.objects.get().notes


def test_a_message_to_the_mentor_is_not_for_organizers(desk, autumn):
    Proposal.objects.update(message="Between us.")

    assert "Between us." not in desk.get(page(autumn[Proposal])).text


def test_a_concern_is_settled_once_with_an_outcome(desk, organizer, autumn):
    concern = autumn[Concern]
    empty = desk.post(page(concern, "settle"), {"outcome": " "})
    desk.post(page(concern, "settle"), {"outcome": "We spoke with both."})
    desk.post(page(concern, "settle"), {"outcome": "Something else."})
    concern.refresh_from_db()

    assert empty.status_code == 422
    assert (concern.outcome, concern.settled_by) == ("We spoke with both.", organizer)
    assert "Settle it" not in desk.get(page(concern)).text


def test_a_check_in_that_wants_help_is_settled(desk, autumn):
    listed = desk.get(reverse("admin:mentoring_checkin_changelist"), {"help": "wanted"})
    desk.post(page(autumn[CheckIn], "settle"), {"outcome": "They have another mentor."})

    assert listed.context["cl"].result_count == 1
    assert not CheckIn.objects.wanting_help().exists()


def test_nobody_settles_what_was_confided_about_the_own_pairing(desk, organizer, autumn):
    Mentor.objects.filter(pk=autumn[Pairing].mentor_id).update(person=organizer)
    answer = desk.post(page(autumn[Concern], "settle"), {"outcome": "Nothing happened."})

    assert answer.status_code == 404
    assert Concern.objects.open().exists()


def test_a_co_mentor_is_asked_by_an_organizer_and_it_is_no_sign_of_the_mentor(desk, autumn):
    pairing = autumn[Pairing]
    CoMentorInvitation.objects.all().delete()
    Pairing.objects.update(co_mentor=None)
    sign = Pairing.objects.get().mentor_sign_at
    skill = OfferedSkill.objects.get(mentor=pairing.mentor).skill
    beginner = mentor_in(autumn[Round].area, "Beginner")
    OfferedSkillFactory(mentor=beginner, skill=skill, is_as_co_mentor=True)
    desk.post(page(pairing, "co_mentor"), {"mentor": beginner.pk})
    asked = CoMentorInvitation.objects.get()

    assert (asked.pairing, asked.mentor) == (pairing, beginner)
    assert Pairing.objects.get().mentor_sign_at == sign


def test_the_first_page_says_what_waits_in_led_rounds_alone(desk, autumn):
    everything_of("Foreign")
    Pairing.objects.update(mentor_sign_at=timezone.now() - timezone.timedelta(days=60), starts_on="2026-01-02")
    waiting = {part["title"]: part["count"] for part in desk.get(reverse("admin:index")).context["waiting"]}

    assert waiting["Concerns about a pairing"] == 1
    assert waiting["Pairs that want help"] == 1
    assert waiting["Silent mentors"] == 1
    assert waiting["Rounds to publish"] == 1
    assert waiting["People without a mentor"] == 0
