"""What people hear of a pledge that the organizers hide or show again."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from learning_days.actions import pledges as actions
from learning_days.actions.erasing import erase_attendee
from notices.models import Notice
from notices.tasks import carry_due
from tests.factories import PersonFactory

from .factories import PledgeFactory, SharingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    awa = PersonFactory(display_name="Awa", email="awa@academy.example")
    return PledgeFactory(person=awa, text="Teach <b> & Wikidata", is_public=True)


def hide(pledge):
    return actions.hide(pledge=pledge, reason="It names a child.", now=timezone.now())


def test_the_person_reads_that_it_was_hidden_why_and_that_it_is_shown_again(client, pledge):
    hide(pledge)
    carry_due()
    client.force_login(pledge.person)
    assertContains(client.get(reverse("notices:timeline")), pledge.get_absolute_url())
    actions.show(pledge=pledge, now=timezone.now())
    carry_due()

    hidden, shown = mail.outbox
    assert "Teach <b> & Wikidata" in hidden.subject
    assert "It names a child." in hidden.body
    assert pledge.get_absolute_url() in hidden.body
    assert "is shown again" in shown.subject


def test_a_pledge_that_is_shown_again_meanwhile_is_not_told_of_as_hidden(pledge):
    hide(pledge)
    actions.show(pledge=pledge, now=timezone.now())
    carry_due()

    [letter] = mail.outbox
    assert "is shown again" in letter.subject
    assert Notice.objects.get(kind="pledge_hidden").reason == Notice.Reason.WITHDRAWN


def test_who_was_erased_meanwhile_is_told_nothing(pledge):
    SharingFactory(pledge=pledge)
    hide(pledge)
    erase_attendee(person=pledge.person, now=timezone.now())
    carry_due()

    assert mail.outbox == []


def test_a_pledge_of_nobody_is_hidden_and_nobody_told(pledge):
    SharingFactory(pledge=pledge)
    erase_attendee(person=pledge.person, now=timezone.now())
    pledge.refresh_from_db()
    hide(pledge)

    assert not Notice.objects.exists()
