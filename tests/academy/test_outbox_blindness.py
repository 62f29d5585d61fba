"""The outbox tells organizers neither who applies nor under which code."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from academy.actions.application_notices import tell_of_application
from consultations.actions.organizers import make_organizer
from notices.actions.planning import plan
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import ApplicationFactory, published_cohort

pytestmark = pytest.mark.django_db

LIST = reverse("admin:notices_notice_changelist")


@pytest.fixture
def application():
    application = ApplicationFactory(
        cohort=published_cohort(), person__username="ocelotl", person__display_name="Xochi"
    )
    tell_of_application(application)
    return application


@pytest.fixture
def desk(client, application, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    organizer = make_organizer(person=PersonFactory())
    application.cohort.organizers.add(organizer)
    client.force_login(organizer)
    return client


def keys(page):
    return [notice.pk for notice in page.context["cl"].result_list]


def page_of(notice, name="change"):
    return reverse(f"admin:notices_notice_{name}", args=[notice.pk])


def tells(page, application):
    words = (application.person.username, application.person.display_name, application.code)
    return [word for word in words if word in page.content.decode()]


def test_the_outbox_does_not_tell_who_applied(desk, application):
    notice = Notice.objects.get(kind="application_received")

    listed = desk.get(LIST)
    assert notice.pk in keys(listed)
    assert tells(listed, application) == []
    assert tells(desk.get(page_of(notice)), application) == []


def test_a_digest_that_holds_it_tells_as_little(desk, application):
    plan(kind="digest", recipient_id=application.person_id, subject=None, key="digest:1")
    digest = Notice.objects.get(kind="digest")
    Notice.objects.filter(kind="application_received").update(state="gathered", digest=digest)

    assert tells(desk.get(LIST), application) == []
    assert tells(desk.get(page_of(digest)), application) == []


def test_neither_search_nor_address_finds_it_by_its_reader(desk, application):
    assert keys(desk.get(LIST, {"q": "ocelotl"})) == []
    assert keys(desk.get(LIST, {"q": "Xochi"})) == []
    for lookup in ("recipient", "recipient__id__exact", "recipient__username", "dedupe_key__contains", "subject_id"):
        assert desk.get(LIST, {lookup: application.person_id}).status_code == 400, lookup


def test_a_reminder_that_failed_is_sent_again_without_telling_to_whom(desk, application):
    Notice.objects.update(state="dead", reason="failed", last_error="550 ocelotl refused", done_at=timezone.now())
    notice = Notice.objects.get(kind="application_received")
    assert tells(desk.get(page_of(notice)), application) == []

    desk.post(page_of(notice, "again"))

    notice.refresh_from_db()
    assert (notice.state, notice.recipient_id) == ("planned", application.person_id)
    assert str(application.pk) not in LogEntry.objects.get().object_repr
    assert tells(desk.get(page_of(notice, "history")), application) == []
