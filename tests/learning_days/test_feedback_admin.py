"""What organizers read of feedback and pledges, and what they take from readers."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.models import Pledge
from notices.models import Notice
from tests.desk import FRAME

from .answering import answered, begun_day, said_by
from .factories import PledgeFactory, RegistrationFactory, SharingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(organizer):
    day = begun_day()
    day.edition.organizers.add(organizer)
    return day


def address(model, page, *args):
    return reverse(f"admin:learning_days_{model}_{page}", args=args)


def hidden(**fields):
    return PledgeFactory(is_public=True, hidden_at=timezone.now(), hidden_because="It names a child.", **fields)


def test_organizers_read_all_words_of_their_own_edition_without_a_name(desk, day):
    registration = RegistrationFactory(day=day, person__display_name="Amina Diop", person__username="amina")
    mine = said_by(registration, liked_best="The corridor.", next_time="Longer breaks.")
    other = answered(begun_day(), [1], liked_best="Elsewhere.")[0]
    page = desk.get(address("feedback", "changelist"))
    one = desk.get(address("feedback", "change", mine.pk))

    assertContains(page, "The corridor.")
    assertNotContains(page, "Elsewhere.")
    assertContains(one, "Longer breaks.")
    for response in (page, one):
        assertNotContains(response, "Amina")
        assertNotContains(response, "amina")
        assertNotContains(response, registration.token)
    assert desk.get(address("feedback", "change", other.pk)).status_code == 302


ASKED = ["registration={}", "registration__exact={}", "registration__person__username=amina"]


@pytest.mark.parametrize("asked", [*ASKED, "next_30_days__startswith=T", "given_at__gte=2026-01-01"])
def test_no_address_asks_whose_words_they_are(desk, day, asked):
    registration = RegistrationFactory(day=day, person__username="amina")
    said_by(registration, liked_best="The corridor.")
    response = desk.get(f"{address('feedback', 'changelist')}?{asked.format(registration.pk)}")

    assert response.status_code in (302, 400)


def test_a_pledge_does_not_tell_whose_answers_stand_beside_it(desk, day):
    registration = RegistrationFactory(day=day)
    answer = said_by(registration, liked_best="The corridor.", next_30_days="Teach Wikidata")
    PledgeFactory(edition=day.edition, person=registration.person, text="Teach Wikidata")
    list_address = address("feedback", "changelist")

    for place in (list_address, address("feedback", "change", answer.pk), address("feedback", "export")):
        assertNotContains(desk.get(place), "Teach Wikidata")
    assertNotContains(desk.get(f"{list_address}?q=Wikidata"), "The corridor.")
    assertContains(desk.get(address("pledge", "changelist")), "Teach Wikidata")


def test_answers_are_found_by_day_and_by_words(desk, day):
    said_by(RegistrationFactory(day=day), liked_best="The corridor.")
    list_address = address("feedback", "changelist")

    assertContains(desk.get(f"{list_address}?registration__day__id__exact={day.pk}"), "The corridor.")
    assertNotContains(desk.get(f"{list_address}?q=garden"), "The corridor.")


def test_what_was_said_and_pledged_goes_out_as_files_of_ones_own_editions(desk, day):
    registration = RegistrationFactory(day=day, person__username="amina")
    said_by(registration, liked_best="=The corridor.")
    answered(begun_day(), [1], liked_best="Elsewhere.")
    PledgeFactory(edition=day.edition, person=registration.person, text="Teach", lang="en")
    PledgeFactory(text="Elsewhere")
    answers, pledges = (desk.get(address(model, "export")).content.decode() for model in ("feedback", "pledge"))

    assert answers.splitlines()[1:] == [f"{day.edition.slug},{day.date},4,'=The corridor.,,en,0"]
    assert pledges.splitlines()[1].startswith(f"{day.edition.slug},amina,Teach,en,")
    assert "amina" not in answers
    assert "Elsewhere" not in answers + pledges


@pytest.mark.parametrize("model", ["feedback", "pledge"])
def test_nobody_writes_in_the_name_of_others(desk, day, model):
    row = {
        "feedback": lambda: said_by(RegistrationFactory(day=day)),
        "pledge": lambda: PledgeFactory(edition=day.edition),
    }
    made = row[model]()

    assert desk.get(address(model, "add")).status_code == 403
    assert desk.post(address(model, "change", made.pk), {"rating": 0, "text": "Mine"}).status_code == 403
    assert desk.post(address(model, "delete", made.pk), {"post": "yes"}).status_code == 403


def test_words_that_hurt_are_quoted_no_more_and_the_log_keeps_why(desk, day):
    answer = said_by(RegistrationFactory(day=day), liked_best="That it was not Bola's turn.", may_be_quoted=True)
    unquote = reverse("admin:learning_days_feedback_unquote", args=[answer.pk])
    assertContains(desk.get(address("feedback", "change", answer.pk)), unquote)
    assert desk.post(unquote, {"reason": ""}).status_code == 422
    desk.post(unquote, {"reason": "It names somebody."})

    answer.refresh_from_db()
    assert (answer.may_be_quoted, answer.liked_best) == (False, "That it was not Bola's turn.")
    assert "It names somebody." in LogEntry.objects.get().change_message
    assertNotContains(desk.get(address("feedback", "change", answer.pk)), unquote)


def test_a_pledge_is_hidden_and_shown_again_and_its_person_is_told(desk, day):
    pledge = PledgeFactory(edition=day.edition, is_public=True)
    hide, show = (reverse(f"admin:learning_days_pledge_{name}", args=[pledge.pk]) for name in ("hide", "show"))
    for _ in range(2):
        desk.post(hide, {"reason": "It names a child."})
    pledge.refresh_from_db()
    assert pledge.hidden_because == "It names a child."
    assert not Pledge.objects.visible_to(desk.get(hide).wsgi_request.user).filter(pk=pledge.pk).exists()
    desk.post(show, {"reason": "It does not."})

    pledge.refresh_from_db()
    assert (pledge.hidden_at, pledge.hidden_because) == (None, "")
    told = Notice.objects.filter(recipient=pledge.person).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["pledge_hidden", "pledge_shown"]


def test_a_reason_of_many_lines_becomes_one(desk, day):
    pledge = PledgeFactory(edition=day.edition, is_public=True)
    desk.post(reverse("admin:learning_days_pledge_hide", args=[pledge.pk]), {"reason": "It names\r\n a child."})

    pledge.refresh_from_db()
    assert pledge.hidden_because == "It names a child."


def test_another_editions_pledge_is_not_there(desk, day):
    pledge = PledgeFactory(is_public=True, text="Elsewhere")

    assertNotContains(desk.get(address("pledge", "changelist")), "Elsewhere")
    assert desk.post(reverse("admin:learning_days_pledge_hide", args=[pledge.pk]), {"reason": "No"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_any_number_of_rows(desk, day, rows, django_assert_num_queries):
    for _ in range(rows):
        said_by(RegistrationFactory(day=day))
        SharingFactory(pledge=hidden(edition=day.edition))
    costs = {"feedback": FRAME + 6, "pledge": FRAME + 4}

    for model, queries in costs.items():
        desk.get(address(model, "changelist"))
        with django_assert_num_queries(queries):
            desk.get(address(model, "changelist"))
