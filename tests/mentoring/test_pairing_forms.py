"""Logging meetings, saying how it goes, and ending a pairing, as the two do it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.actions.silence import still_here_token
from mentoring.models import CheckIn, Concern, Pairing
from tests.factories import LanguageFactory

from .factories import MeetingFactory
from .pair_pages import address, page, pair_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(amina, bola):
    return pair_of(amina, bola)


def meeting(**fields):
    return {
        "held_on": timezone.localdate().isoformat(),
        "minutes": "90",
        "notes": "",
        "lang": LanguageFactory().pk,
        **fields,
    }


def test_meetings_are_logged_by_both_and_summed(client, signed_in, pairing, bola):
    signed_in.post(address("log_meeting", pairing), meeting(notes="We **began**."))
    client.force_login(bola.person)
    yesterday = timezone.localdate() - timedelta(days=1)
    client.post(address("log_meeting", pairing), meeting(held_on=yesterday.isoformat(), minutes="30"))
    shown = page(client, pairing)

    assert "You met 2 times, 2 hours in all." in shown
    assert "<strong>began</strong>" in shown


def test_a_second_meeting_on_a_day_leads_to_the_first_and_keeps_what_was_typed(signed_in, pairing):
    signed_in.post(address("log_meeting", pairing), meeting(notes="We began."))
    response = signed_in.post(address("log_meeting", pairing), meeting(notes="A long text of the evening."))

    assert response.status_code == 422
    assert address("edit_meeting", pairing.meetings.get()) in text(response)
    assert "A long text of the evening." in text(response)


def test_a_meeting_is_changed(signed_in, pairing):
    row = MeetingFactory(pairing=pairing, held_on=timezone.localdate(), lang="en", notes="Old.")
    assert "Old." in text(signed_in.get(address("edit_meeting", row)))
    signed_in.post(address("edit_meeting", row), meeting(minutes="45", notes="New."))
    row.refresh_from_db()

    assert (row.minutes, row.notes) == (45, "New.")


@pytest.mark.parametrize("typed", [{"minutes": "3"}, {"minutes": "x"}, {"held_on": "2099-01-01"}, {"held_on": ""}])
def test_a_meeting_that_cannot_be_comes_back(signed_in, pairing, typed):
    response = signed_in.post(address("log_meeting", pairing), meeting(notes="Kept.", **typed))

    assert response.status_code == 422
    assert "Kept." in text(response)
    assert not pairing.meetings.exists()


def test_a_check_in_is_answered_by_the_one_who_was_asked(client, signed_in, pairing, amina, bola):
    check_in = CheckIn.objects.create(pairing=pairing, person=amina, due_on=timezone.localdate())
    assert "Say how it goes: choose one of three answers." in page(signed_in, pairing)
    form = {"how": "stuck", "wants_help": "on", "text": "No time.", "lang": LanguageFactory().pk}
    signed_in.post(address("check_in", check_in), form)
    signed_in.post(address("check_in", check_in), form | {"how": "well"})
    shown = text(signed_in.get(address("check_in", check_in)))

    assert "We are stuck" in shown
    client.force_login(bola.person)
    assert client.get(address("check_in", check_in)).status_code == 404
    assert "No time." not in page(client, pairing)


def end_form(**fields):
    return {"ending": "finished", "helped": "4", "text": "You listened.", "lang": LanguageFactory().pk, **fields}


def test_an_end_with_feedback_that_the_other_reads(client, signed_in, pairing, bola):
    signed_in.post(address("end_pairing", pairing), end_form(is_shared="on"))
    client.force_login(bola.person)
    shown = page(client, pairing)

    assert "You listened." in shown
    assert "It helped: 4 of 4" in shown


def test_feedback_is_not_shown_unless_it_is_shared(client, signed_in, pairing, bola):
    signed_in.post(address("end_pairing", pairing), end_form())
    client.force_login(bola.person)

    assert "You listened." not in page(client, pairing)


def test_the_other_one_says_later_how_it_was(client, signed_in, pairing, bola):
    signed_in.post(address("end_pairing", pairing), end_form())
    client.force_login(bola.person)
    shown = text(client.get(address("end_pairing", pairing)))
    assert "How does it end?" not in shown
    client.post(address("end_pairing", pairing), {"helped": "2", "lang": LanguageFactory().pk, "never_again": "on"})

    assert pairing.feedback.get(person=bola.person).helped == 2
    assert bola.person.exclusions.get().other == pairing.mentee


def test_an_end_without_how_comes_back(signed_in, pairing):
    response = signed_in.post(address("end_pairing", pairing), end_form(ending=""))

    assert response.status_code == 422
    assert "You listened." in text(response)


def test_one_button_changes_a_silent_mentor(client, signed_in, pairing, bola):
    assert "You need not wait" in text(signed_in.get(address("change_mentor", pairing)))
    Pairing.objects.update(nudged_at=timezone.now() - timedelta(days=8))
    assert "You may look for another one." in page(signed_in, pairing)
    assert "Look for another mentor?" in text(signed_in.get(address("change_mentor", pairing)))
    response = signed_in.post(address("change_mentor", pairing))

    assert response.url == pairing.request.get_absolute_url()
    client.force_login(bola.person)
    assert client.get(address("change_mentor", pairing)).status_code == 404


def test_a_concern_is_read_by_its_author_alone(client, signed_in, pairing, bola):
    form = {"text": "He shouted at me.", "lang": LanguageFactory().pk}
    signed_in.post(address("raise_concern", pairing), form)

    assert "He shouted at me." in text(signed_in.get(address("raise_concern", pairing)))
    client.force_login(bola.person)
    assert "He shouted at me." not in text(client.get(address("raise_concern", pairing))) + page(client, pairing)


def test_a_mentor_gives_a_sign_by_one_click_without_signing_in(client, pairing):
    Pairing.objects.update(nudged_at=timezone.now())
    here = reverse("mentoring:still_here", args=[still_here_token(pairing)])
    client.get(here)
    assert Pairing.objects.get().nudged_at is not None
    assert "It is good to know." in text(client.post(here))

    assert Pairing.objects.get().nudged_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_concerns_costs_the_same_for_any_number(signed_in, pairing, amina, rows, django_assert_num_queries):
    for number in range(rows):
        Concern.objects.create(pairing=pairing, author=amina, text=f"Concern {number}", lang="en")

    with django_assert_num_queries(7):
        shown = text(signed_in.get(address("raise_concern", pairing)))

    assert shown.count("Concern ") == rows
