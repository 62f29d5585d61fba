"""The desk: an organizer, and a browser in which they are signed in. They lead what a test gives them."""

import pytest

from consultations.actions.organizers import make_organizer
from tests.factories import PersonFactory


@pytest.fixture
def organizer(db, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    return make_organizer(person=PersonFactory(username="organizer"))


@pytest.fixture
def desk(client, organizer):
    client.force_login(organizer)
    return client
