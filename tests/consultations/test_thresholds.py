"""Where the verdicts begin: set before the opening, fixed from then on."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Consultation
from consultations.rules.verdicts import THRESHOLDS, Thresholds
from tests.consultations.desk import address
from tests.consultations.test_admin_changes import consultation_form
from tests.factories import BallotFactory, ConceptFactory, ConsultationFactory, TermFactory

DAY = timedelta(days=1)
FIXED = "The limits of the verdicts are fixed since the opening"
CONTRADICT = "The thresholds contradict each other"
OTHERS = {
    "least_votes": 12,
    "contested_above": 0.3,
    "preferred_above": 0.6,
    "avoid_above": 0.4,
    "admitted_above": 0.35,
}


@pytest.fixture
def later(db):
    """A consultation that opens tomorrow."""
    return ConsultationFactory(opens_at=timezone.now() + DAY, closes_at=timezone.now() + 9 * DAY)


def thresholds(consultation):
    return Thresholds.of(Consultation.objects.get(pk=consultation.pk))


def test_the_first_thresholds_are_those_of_a_new_consultation(dialogue):
    assert thresholds(dialogue) == Thresholds(10, 1 / 3, 1 / 2, 1 / 3, 1 / 3)


def test_before_the_opening_organizers_set_them_with_a_trace(desk, later, organizer):
    response = desk.post(address(later), consultation_form(desk, later, **OTHERS))

    assert response.status_code == 302
    assert thresholds(later) == Thresholds(**OTHERS)
    entry = Consultation.objects.get(pk=later.pk).history.latest()
    assert (entry.history_user, entry.least_votes) == (organizer, 12)


@pytest.mark.parametrize(
    "changes",
    [
        {"contested_above": 0.5, "admitted_above": 0.5, "avoid_above": 0.5},
        {"contested_above": 0.4},
        {"admitted_above": 0.6},
        {"preferred_above": 1},
        {"avoid_above": 1},
        {"least_votes": 4},
    ],
)
def test_thresholds_that_contradict_each_other_come_back_with_the_sentence(desk, later, changes):
    response = desk.post(address(later), consultation_form(desk, later, **changes))

    assertContains(response, CONTRADICT)
    for name, typed in changes.items():
        assert response.context["adminform"].form[name].value() == str(typed)
    assert thresholds(later) == Thresholds()
    with pytest.raises(ValidationError, match=CONTRADICT):
        ConsultationFactory.build(language=later.language, **changes).validate_constraints()
    with pytest.raises(IntegrityError, match="consultation_thresholds_agree"), transaction.atomic():
        Consultation.objects.filter(pk=later.pk).update(**changes)


@pytest.mark.parametrize("typed", ["nan", "inf", "much", ""])
def test_a_threshold_is_a_number(desk, later, typed):
    response = desk.post(address(later), consultation_form(desk, later, preferred_above=typed))

    assert set(response.context["adminform"].form.errors) == {"preferred_above"}


def test_from_the_opening_on_they_are_read_only(desk, dialogue):
    page = desk.get(address(dialogue))

    assert not set(THRESHOLDS) & set(page.context["adminform"].form.fields)
    assertContains(page, "Preferred: for surely above")
    response = desk.post(address(dialogue), consultation_form(desk, dialogue, title="A new title"))
    assert response.status_code == 302
    assert Consultation.objects.get(pk=dialogue.pk).title == "A new title"


def test_a_page_from_before_the_opening_says_what_it_cannot_change_any_more(desk, later):
    typed = consultation_form(desk, later, title="A new title")
    Consultation.objects.filter(pk=later.pk).update(opens_at=timezone.now())

    refused = desk.post(address(later), typed | {"preferred_above": "0.6"})
    assertContains(refused, FIXED)
    assert thresholds(later) == Thresholds()

    unchanged = desk.post(address(later), typed)
    assert unchanged.status_code == 302
    assert Consultation.objects.get(pk=later.pk).title == "A new title"


def test_the_database_decides_last(desk, later):
    """The clock of the web server is behind: it takes the form, and the trigger refuses the save."""
    typed = consultation_form(desk, later, preferred_above="0.6")
    Consultation.objects.filter(pk=later.pk).update(opens_at=timezone.now())
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=True):
        response = desk.post(address(later), typed)
        assertRedirects(response, address(later), fetch_redirect_response=False)

    assert [message.message.partition(":")[0] for message in get_messages(response.wsgi_request)] == [FIXED]
    assert thresholds(later) == Thresholds()


@pytest.mark.parametrize("name", THRESHOLDS)
def test_the_trigger_refuses_each_of_them_after_the_opening_alone(dialogue, later, name):
    Consultation.objects.filter(pk=later.pk).update(**{name: OTHERS[name]})
    assert getattr(thresholds(later), name) == OTHERS[name]
    with pytest.raises(IntegrityError, match="fixed from its opening on"), transaction.atomic():
        Consultation.objects.filter(pk=dialogue.pk).update(**{name: OTHERS[name]})


def test_an_unpublished_consultation_is_not_open_whatever_its_dates(dialogue):
    Consultation.objects.filter(pk=dialogue.pk).update(published_at=None)
    Consultation.objects.filter(pk=dialogue.pk).update(**OTHERS)
    assert thresholds(dialogue) == Thresholds(**OTHERS)


def test_the_results_name_the_limits(client, dialogue):
    Consultation.objects.filter(pk=dialogue.pk).update(published_at=None)
    Consultation.objects.filter(pk=dialogue.pk).update(**OTHERS, results_shown="always", published_at=timezone.now())
    BallotFactory.create_batch(5, term=TermFactory(concept=ConceptFactory(consultation=dialogue)))
    page = client.get(f"/consultations/{dialogue.slug}/words/en/results/")
    assertContains(page, "too few votes: fewer than 12")
    assertContains(page, "preferred: for is surely above 60 %")
    assertNotContains(page, "surely above 50 %")
