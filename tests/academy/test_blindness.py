"""Until the selection is decided nobody but the applicant reads whose application it is: one walk through all places.

Every name of the applicant holds the word NEEDLE, and so does every answer.
"""

import re
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from academy.actions import reviews as actions
from academy.models import Application, Review
from consultations.actions.organizers import make_organizer
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import AffiliateFactory, ApplicationFactory, ReviewerFactory, published_cohort
from .test_reviewing_rules import decide

pytestmark = pytest.mark.django_db

NEEDLE = "ocelotl"
NAMES = {
    "username": "ocelotl77",
    "display_name": "Xochi Ocelotl",
    "wiki_username": "Ocelotl (WMX)",
    "email": "xochi@ocelotl.example",
}
ANSWER = "I am Xochi Ocelotl, on the wikis Ocelotl (WMX), of Casa Ocelotl in Ocelotl Town: xochi@ocelotl.example."


@pytest.fixture
def scene(client):
    """An application under review, its applicant, two reviewers, and an organizer of the cohort."""
    cohort = published_cohort(closed=True)
    person = PersonFactory(**NAMES)
    person.affiliates.add(AffiliateFactory(name="Casa Ocelotl"))
    answers = dict.fromkeys(["experience", "sharing"], ANSWER)
    application = ApplicationFactory(cohort=cohort, person=person, identifying="Ocelotl Town\n", answers=answers)
    organizer, reviewer = PersonFactory(), ReviewerFactory(cohort=cohort).person
    make_organizer(person=organizer)
    cohort.organizers.add(organizer)
    ReviewerFactory(cohort=cohort)
    actions.assign_reviewers(cohort=cohort, actor=organizer, now=timezone.now())
    levels = {criterion.pk: 3 for criterion in cohort.criteria.all()}
    for review in Review.objects.exclude(reviewer=reviewer):
        actions.submit_review(review=review, levels=levels, note=f"Dear {ANSWER}", now=timezone.now())
    return SimpleNamespace(**locals())


def as_person(client, person):
    client.force_login(person)
    return client


def shown(client, addresses):
    """{address: status} of what shows the needle, or fails."""
    found = {}
    for address in addresses:
        response = client.get(address)
        text = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code >= 500 or NEEDLE in text.decode(errors="replace").lower():
            found[address] = response.status_code
    return found


def desk_addresses():
    """Every list, page and history of the academy in the admin, for every row that there is."""
    for model in admin.site._registry:
        if model._meta.app_label == "academy":
            name = f"admin:academy_{model._meta.model_name}"
            yield reverse(f"{name}_changelist")
            for key in model._default_manager.values_list("pk", flat=True):
                yield from (reverse(f"{name}_{page}", args=[key]) for page in ("change", "history"))
                yield from versions(model, name, key)


def versions(model, name, key):
    """The kept versions of a row, where the model keeps them."""
    if hasattr(model, "history"):
        for version in model.history.filter(id=key).values_list("history_id", flat=True):
            try:
                yield reverse(f"{name}_simple_history", args=[key, version])
            except NoReverseMatch:
                return


def open_pages(cohort):
    """What everybody may open of a cohort."""
    return [reverse(f"academy:{name}", args=[cohort.slug]) for name in ("cohort", "ledger", "bundle", "ledger_csv")]


def autocompletes():
    for model, field in [("review", "application"), ("offer", "application"), ("decision", "application")]:
        for term in ("", NEEDLE, "Xochi"):
            asked = {"app_label": "academy", "model_name": model, "field_name": field, "term": term}
            yield f"{reverse('admin:autocomplete')}?{urlencode(asked)}"


def rows_of(response):
    """How many rows a list of the admin shows."""
    return len(re.findall(r'name="_selected_action"', response.content.decode()))


def test_nothing_tells_reviewers_whose_application_it_is(client, scene):
    own = Review.objects.get(reviewer=scene.reviewer)
    pages = [reverse("academy:reviews"), reverse("notices:timeline"), reverse("people:me")]
    pages += [reverse(f"academy:{name}", args=[own.pk]) for name in ("review", "declare_conflict")]
    pages += open_pages(scene.cohort)

    assert shown(as_person(client, scene.reviewer), pages) == {}
    levels = {criterion.pk: 2 for criterion in scene.cohort.criteria.all()}
    actions.submit_review(review=own, levels=levels, note="", now=timezone.now())
    assert shown(client, pages) == {}


def test_nothing_tells_organizers_whose_application_it_is(client, scene):
    as_person(client, scene.organizer)

    assert shown(client, [*desk_addresses(), reverse("admin:index"), *open_pages(scene.cohort)]) == {}
    assert {
        address: status
        for address, status in shown(client, autocompletes()).items()
        if 'results": []' not in client.get(address).content.decode()
    } == {}


def test_the_reviewers_page_of_the_organizers_names_no_applicant(client, scene):
    as_person(client, scene.organizer)

    assert shown(client, [reverse("admin:academy_review_scale", args=[scene.cohort.pk])]) == {}
    assert shown(client, [reverse("admin:academy_review_reviewers")]) == {}


@pytest.mark.parametrize("words", [NEEDLE, "Xochi", "xochi@ocelotl.example", "Casa"])
@pytest.mark.parametrize("model", ["application", "review"])
def test_no_search_of_the_desk_finds_applications_by_names(client, scene, model, words):
    as_person(client, scene.organizer)

    assert rows_of(client.get(reverse(f"admin:academy_{model}_changelist"), {"q": words})) == 0


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("application", "person"),
        ("application", "person__id__exact"),
        ("application", "person__username"),
        ("application", "person__affiliates__name"),
        ("application", "identifying__contains"),
        ("application", "answers__body__contains"),
        ("application", "conflicts__person"),
        ("review", "application__person"),
        ("review", "application__identifying__contains"),
        ("review", "note__contains"),
    ],
)
def test_no_address_of_the_desk_asks_for_what_is_hidden(client, scene, model, lookup):
    as_person(client, scene.organizer)
    asked = {lookup: scene.person.pk if lookup.endswith(("person", "exact")) else "Ocelotl"}

    response = client.get(reverse(f"admin:academy_{model}_changelist"), asked)

    assert response.status_code == 400


def test_the_export_of_applications_names_nobody(client, scene):
    as_person(client, scene.organizer)

    file = client.get(reverse("admin:academy_application_export")).content.decode()

    assert scene.application.code in file
    assert NEEDLE not in file.lower()


def test_no_mail_to_reviewers_and_organizers_names_the_applicant(scene):
    told = Notice.objects.exclude(recipient=scene.person)

    assert told.filter(kind="reviews_assigned").count() == 2
    for notice in told:
        assert NEEDLE not in str(notice.payload).lower()


def test_the_walk_would_see_the_name(client, scene):
    """The control: the applicant's own page shows it, and the desk once the selection is decided."""
    own = [reverse("academy:application", args=[scene.application.code])]
    assert list(shown(as_person(client, scene.person), own)) == own

    decide(scene.cohort)
    lists = [reverse("admin:academy_application_changelist")]
    assert list(shown(as_person(client, scene.organizer), lists)) == lists


def test_a_stranger_and_another_organizer_find_no_application(client, scene):
    other = PersonFactory()
    make_organizer(person=other)
    page = reverse("admin:academy_application_change", args=[scene.application.pk])

    assert as_person(client, other).get(page).status_code == 302
    assert rows_of(client.get(reverse("admin:academy_application_changelist"))) == 0
    assert Application.objects.count() == 1
