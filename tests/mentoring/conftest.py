"""Amina and Bola: a pair, and the two who write to each other before they are one."""

import pytest
from django.utils import timezone

from tests.factories import PersonFactory

from .factories import MentorFactory


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


@pytest.fixture
def bola():
    """A mentor with a second place."""
    return MentorFactory(person=PersonFactory(username="bola", display_name="Bola"), capacity=2)


@pytest.fixture
def signed_in(client, amina):
    """A browser in which Amina is signed in."""
    client.force_login(amina)
    return client


@pytest.fixture
def person(client):
    """Bo, who is signed in."""
    person = PersonFactory(display_name="Bo", time_zone="UTC")
    client.force_login(person)
    return person


@pytest.fixture
def mentor():
    return MentorFactory(person__username="amina", person__display_name="Amina")
