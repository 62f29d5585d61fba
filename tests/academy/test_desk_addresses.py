"""Addresses of the desk with ids that are none: not found, never a fault."""

import pytest

from consultations.actions.organizers import make_organizer
from tests.factories import PersonFactory

from .factories import SessionFactory

pytestmark = pytest.mark.django_db

PAGES = ["session/{}/change/", "session/{}/attendance/", "cohort/{}/change/", "cohort/{}/invite/"]


@pytest.mark.parametrize("key", ["0", "9" * 30, "abc", "_5F"])
def test_an_id_that_is_none_finds_nothing(client, settings, key):
    settings.STAFF_NEED_SECOND_FACTOR = False
    SessionFactory()
    client.force_login(make_organizer(person=PersonFactory()))

    for page in PAGES:
        address = f"/admin/academy/{page.format(key)}"
        assert client.get(address).status_code in (302, 403, 404), page
        assert client.post(address).status_code in (302, 403, 404), page
