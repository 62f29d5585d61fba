"""Organizers publish and decline what is proposed for the board; who proposed it hears of it, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.models import Opportunity
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    proposer = PersonFactory(username="amina", email="amina@example.org")
    return OpportunityFactory(title="Jury wanted", published_at=None, proposed_by=proposer)


def address(row, page="change"):
    return reverse(f"admin:academy_opportunity_{page}", args=[row.pk])


def told():
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient__username"))


def many(desk, action, *rows):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(reverse("admin:academy_opportunity_changelist"), chosen)


def go_on(desk, page, step, **typed):
    hidden = {"action": page.context["action"], "_selected_action": "1", "select_across": "1"}
    sent = {**hidden, "bulk_token": page.context["bulk"].token, "bulk_step": step, **typed}
    return desk.post(reverse("admin:academy_opportunity_changelist"), sent)


def test_a_published_proposal_stands_on_the_board_and_its_proposer_is_told_once(desk, proposal):
    for _n in range(2):
        desk.post(address(proposal, "publish"))

    proposal.refresh_from_db()
    assert proposal.published_at
    assert told() == [("opportunity_published", "amina")]
    assert proposal.history.first().history_user.username == "organizer"
    assertContains(desk.get("/academy/opportunities/"), "Jury wanted")


def test_a_declined_one_goes_with_a_reason_and_can_be_published_later(desk, proposal):
    assert desk.post(address(proposal, "decline"), {"reason": ""}).status_code == 422
    desk.post(address(proposal, "decline"), {"reason": "It sells something."})
    assertContains(
        desk.post(address(proposal, "decline"), {"reason": "Again."}), "It is declined already.", status_code=422
    )

    desk.post(address(proposal, "publish"))

    proposal.refresh_from_db()
    assert (bool(proposal.published_at), proposal.declined_because) == (True, "")
    assert told() == [("opportunity_declined", "amina"), ("opportunity_published", "amina")]


def test_what_is_over_is_not_published(desk, proposal):
    Opportunity.objects.update(closes_at=timezone.now() - timedelta(days=1))

    assertContains(desk.post(address(proposal, "publish")), "It is over already.", status_code=422)


def test_many_are_published_and_taken_back(desk, proposal):
    over = OpportunityFactory(published_at=None, closes_at=timezone.now() - timedelta(days=1))
    page = many(desk, "publish_many", proposal, over)
    assertContains(page, "Would change: 1 · would stay as they are: 1")

    done = go_on(desk, page, "run")
    assert Opportunity.objects.filter(published_at__isnull=False).get() == proposal
    go_on(desk, done, "undo")

    proposal.refresh_from_db()
    assert (proposal.published_at, proposal.revision) == (None, 3)


def test_many_are_declined_with_one_reason_and_taken_back(desk, proposal):
    published = OpportunityFactory()
    page = go_on(desk, many(desk, "decline_many", proposal, published), "preview", reason="Twice.")

    done = go_on(desk, page, "run", reason="Twice.")
    assert set(Opportunity.objects.values_list("declined_because", flat=True)) == {"Twice."}
    go_on(desk, done, "undo")

    published.refresh_from_db()
    assert published.published_at
    assert set(Opportunity.objects.values_list("declined_because", flat=True)) == {""}


def test_what_somebody_changed_since_is_not_taken_back(desk, proposal):
    done = go_on(desk, many(desk, "publish_many", proposal), "run")
    Opportunity.objects.update(revision=9)

    assertContains(go_on(desk, done, "undo"), "Somebody changed it since.")


def form_of(row, **changed):
    typed = {
        "kind": row.kind,
        "title": row.title,
        "body": row.body,
        "language": row.language_id,
        "offered_by": row.offered_by,
        "url": row.url,
    }
    return typed | changed


def test_the_deadline_is_a_day_and_a_change_is_the_next_revision(desk, proposal):
    desk.post(address(proposal), form_of(proposal, closes_on="2999-11-30", closes_anywhere_on_earth="on"))
    proposal.refresh_from_db()
    assert (proposal.closes_at, proposal.revision) == (datetime(2999, 12, 1, 12, tzinfo=UTC), 2)
    assertContains(desk.get(address(proposal)), 'value="2999-11-30"')

    desk.post(address(proposal), form_of(proposal, closes_on="2999-11-30", title="Another"))
    proposal.refresh_from_db()
    assert proposal.closes_at == datetime(2999, 12, 1, tzinfo=UTC)
    assert (proposal.title, proposal.body) == ("Another", "Come and help.")


def test_a_refused_form_comes_back(desk, proposal):
    refused = desk.post(address(proposal), form_of(proposal, ends_on="2999-01-01"))

    assertContains(refused, "There is a last day: please tell the first one, too.")


def test_nothing_is_deleted(desk, proposal):
    assert desk.post(address(proposal, "delete"), {"post": "yes"}).status_code == 403


def test_the_filter_finds_what_waits(desk, proposal):
    OpportunityFactory(title="On the board")

    page = desk.get(reverse("admin:academy_opportunity_changelist"), {"state": "waiting"})

    assertContains(page, "Jury wanted")
    assertNotContains(page, "On the board")


def test_a_day_after_which_there_is_none_comes_back(desk, proposal):
    data = desk.get(address(proposal)).context["adminform"].form.initial
    typed = {name: "" if value is None else value for name, value in data.items()} | {"areas": [], "regions": []}

    for days in ({"closes_on": "9999-12-31"}, {"starts_on": "9999-12-31", "ends_on": "9999-12-31"}):
        page = desk.post(address(proposal), typed | {"skills": []} | days)
        assertContains(page, "Enter a valid date.")
