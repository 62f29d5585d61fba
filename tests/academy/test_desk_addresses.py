"""Addresses of the desk with ids that are none: not found, never a fault."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from consultations.actions.organizers import make_organizer
from tests.factories import PersonFactory

from .factories import ApplicationFactory, SessionFactory, published_cohort

pytestmark = pytest.mark.django_db

PAGES = ["session/{}/change/", "session/{}/attendance/", "cohort/{}/change/", "cohort/{}/invite/"]


@pytest.mark.parametrize("key", ["0", "9" * 30, "9" * 5000, "abc", "_5F"])
def test_an_id_that_is_none_finds_nothing(client, settings, key):
    settings.STAFF_NEED_SECOND_FACTOR = False
    SessionFactory()
    client.force_login(make_organizer(person=PersonFactory()))

    for page in PAGES:
        address = f"/admin/academy/{page.format(key)}"
        assert client.get(address).status_code in (302, 403, 404), page
        assert client.post(address).status_code in (302, 403, 404), page


def shortcut(row, key=None):
    kind = ContentType.objects.get_for_model(row)
    return f"/admin/r/{kind.pk}/{row.pk if key is None else key}/"


def test_the_way_from_the_desk_to_the_site_leads_to_what_the_desk_shows_alone(client, settings):
    """The address of an application holds its code, and a draft is its writer's own."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    lead = make_organizer(person=PersonFactory())
    own, foreign = published_cohort(), published_cohort()
    own.organizers.add(lead)
    client.force_login(lead)

    assert client.get(shortcut(own)).url.endswith(own.get_absolute_url())
    draft = ApplicationFactory(cohort=own, submitted_at=None)
    for hidden in (foreign, ApplicationFactory(cohort=own), ApplicationFactory(cohort=foreign), draft):
        assert client.get(shortcut(hidden)).status_code == 404, hidden
    for key in ("0", "9" * 30, "abc", "1/2", "_5F"):
        assert client.get(shortcut(own, key)).status_code == 404, key
        assert client.get(f"/admin/r/{key}/1/").status_code == 404, key


def test_the_way_from_the_desk_is_for_staff(client):
    client.force_login(PersonFactory())

    assert client.get(shortcut(published_cohort())).url.startswith(reverse("admin:login"))
