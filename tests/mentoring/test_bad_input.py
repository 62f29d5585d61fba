"""What nobody types by hand: it is refused with a page, never an error of the server."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from consultations.actions.organizers import make_organizer
from mentoring.actions.silence import still_here_token
from mentoring.files.capx import lines_of
from mentoring.models import Meeting, MentoringRequest
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory

from .factories import MeetingFactory, PairingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    amina = PersonFactory(username="amina")
    client.force_login(amina)
    return amina


@pytest.mark.parametrize("name", ["a/b", "../..", "//elsewhere.example"])
def test_who_came_with_a_name_that_nobody_can_have_goes_to_the_request(client, amina, name):
    typed = {"place": f"area-{AreaFactory().pk}", "first": SkillFactory().pk, "language": LanguageFactory().pk}

    answer = client.post(reverse("mentoring:new_request") + f"?ask={name}", typed)

    assertRedirects(answer, MentoringRequest.objects.get().get_absolute_url())


@pytest.mark.parametrize("written", ["%m/%d/%Y", "%b %d %Y", "%Y-%m-%d"])
def test_a_day_that_has_a_meeting_is_found_however_it_is_written(client, amina, written):
    today = timezone.localdate()
    pairing = PairingFactory(proposal__request__person=amina, starts_on=today - timedelta(days=3))
    standing = MeetingFactory(pairing=pairing, held_on=today)

    typed = {"held_on": f"{today:{written}}", "minutes": 30, "notes": "", "lang": LanguageFactory().pk}
    answer = client.post(reverse("mentoring:log_meeting", args=[pairing.pk]), typed)

    assertContains(answer, reverse("mentoring:edit_meeting", args=[standing.pk]), status_code=422)
    assert Meeting.objects.get() == standing


def test_half_a_letter_in_a_file_is_an_error_of_its_row():
    cell = '[{"language": "\\ud800", "proficiency": "3"}]'

    line = lines_of([(2, {"username": "Amina", "language": cell})])[0]

    assert line.errors == [("language", cell)]


def test_a_round_does_not_last_for_centuries(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(make_organizer(person=PersonFactory()))
    typed = {"starts_on": "1950-01-01", "ends_on": "2990-01-01"}

    answer = client.post(reverse("admin:mentoring_round_add"), typed)

    sentence = "Pairs work together for three years at most. Choose an earlier last day."
    assert answer.context["adminform"].form.errors["ends_on"] == [sentence]


def test_an_old_mail_gives_no_sign_for_the_mentor(client, monkeypatch):
    pairing = PairingFactory()
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", (timezone.now() - timedelta(days=61)).timestamp)
        old = still_here_token(pairing)

    assert client.get(reverse("mentoring:still_here", args=[old])).status_code == 404
    assert client.get(reverse("mentoring:still_here", args=[still_here_token(pairing)])).status_code == 200


def test_a_concern_stays_in_no_browser(client, amina):
    pairing = PairingFactory(proposal__request__person=amina)

    answer = client.get(reverse("mentoring:raise_concern", args=[pairing.pk]))

    assert "no-store" in answer.headers["Cache-Control"]
