"""What the desk of mentoring keeps to itself, whoever writes the address by hand."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from consultations.actions.organizers import GROUP, make_organizer
from mentoring import models
from tests.factories import PersonFactory

from .desk import everything_of

pytestmark = pytest.mark.django_db
ROUND_PAGES = [
    "review",
    "alone",
    "proof",
    "answers",
    "pairs_csv",
    "pairs_wiki",
    "solve",
    "publish",
    "change",
    "history",
]


@pytest.fixture
def own():
    return everything_of("My Alpha")


@pytest.fixture
def lead(own, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person = make_organizer(person=PersonFactory(username="lead"))
    own[models.Round].organizers.add(person)
    return person


@pytest.fixture
def desk(client, lead):
    client.force_login(lead)
    return client


def addresses_of(own):
    pages = [reverse(f"admin:mentoring_round_{page}", args=[own[models.Round].pk]) for page in ROUND_PAGES]
    pair = reverse("admin:mentoring_round_pair", args=[own[models.Round].pk, own[models.MentoringRequest].pk])
    return [*pages, pair]


def test_who_left_the_group_reads_nothing_of_a_round_that_still_names_them(desk, lead, own):
    lead.groups.remove(Group.objects.get(name=GROUP))

    answers = {address: desk.get(address).status_code for address in addresses_of(own)}

    assert set(answers.values()) <= {403, 404}, answers


@pytest.mark.parametrize(
    ("model", "column"), [("proposal", "message"), ("pairing", "meets_where"), ("pairing", "meets_at")]
)
def test_no_address_guesses_what_no_page_shows(desk, own, model, column):
    """?message__startswith=a … tells it letter by letter."""
    answer = desk.get(reverse(f"admin:mentoring_{model}_changelist") + f"?{column}__isnull=False")

    assert answer.status_code == 400


def test_a_search_with_a_null_byte_finds_nobody(desk, own):
    matching, asking = own[models.Round], own[models.MentoringRequest]
    address = reverse("admin:mentoring_round_pair", args=[matching.pk, asking.pk])

    assert desk.post(address, {"step": "look", "kind": "lock", "q": "\x00"}).status_code == 422


@pytest.mark.parametrize("model", [models.MentoringRequest, models.Proposal, models.Pairing])
def test_the_desk_leads_to_no_page_that_is_the_people_s_own(desk, own, model):
    """Organizers would find nothing there."""
    kind = ContentType.objects.get_for_model(model)

    assert desk.get(f"/admin/r/{kind.pk}/{own[model].pk}/").status_code == 404
