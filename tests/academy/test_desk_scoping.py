"""Who leads one cohort sees nothing of another one at the desk: of every page of it, those of later days too."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, model_to_dict
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from academy import models
from academy.admin.base import OF_EVERYBODY, PATHS, Scoped, led
from consultations.actions.organizers import make_organizer
from tests.factories import PersonFactory

from .factories import ApplicationFactory, EnrolmentFactory, ReviewFactory, published_cohort

pytestmark = pytest.mark.django_db
DESKS = {model: desk for model, desk in admin.site._registry.items() if model in PATHS}
NAMES = [pytest.param(model, id=model.__name__) for model in DESKS]
FOREIGN = "Foreign Beta"


def everything_of(cohort):
    """One row of each model that belongs to the cohort."""
    application = ApplicationFactory(cohort=cohort, person__display_name=f"{cohort.title} applicant")
    reviewer = PersonFactory(display_name=f"{cohort.title} reviewer")
    review = ReviewFactory(application=application, reviewer=reviewer, levels={"experience": 3})
    rubric, later = cohort.rubrics.get(), timezone.now() + timedelta(days=1)
    offer = models.Offer.objects.create(cohort=cohort, application=application, expires_at=later)
    conflicted = PersonFactory(display_name=f"{cohort.title} colleague")
    decision = {"application": application, "outcome": "selected", "because": "rank"}
    return {
        models.Cohort: cohort,
        models.Criterion: cohort.criteria.first(),
        models.Minimum: cohort.minimums.get(),
        models.Reviewer: models.Reviewer.objects.get_or_create(cohort=cohort, person=reviewer)[0],
        models.Rubric: rubric,
        models.Selection: models.Selection.objects.create(cohort=cohort, rubric=rubric, bundle="{}", sha256="0" * 64),
        models.Offer: offer,
        models.Application: application,
        models.Enrolment: EnrolmentFactory(cohort=cohort, person__display_name=f"{cohort.title} learner"),
        models.Answer: application.answers.first(),
        models.Conflict: application.conflicts.create(person=conflicted, reason="declared"),
        models.Decision: models.Decision.objects.create(**decision),
        models.Review: review,
        models.Score: review.scores.get(),
    }


@pytest.fixture
def own():
    return everything_of(published_cohort(title="My Alpha", minimums=[{"experience": "new", "seats": 1}]))


@pytest.fixture
def foreign():
    return everything_of(published_cohort(title=FOREIGN, minimums=[{"experience": "new", "seats": 1}]))


@pytest.fixture
def lead(own, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person = make_organizer(person=PersonFactory(username="lead"))
    own[models.Cohort].organizers.add(person)
    return person


@pytest.fixture
def desk(client, lead, foreign):
    client.force_login(lead)
    return client


def address(model, page, *args):
    return reverse(f"admin:academy_{model._meta.model_name}_{page}", args=args)


def keys_of(rows):
    return set(rows.values_list("pk", flat=True))


def asked_by(person):
    request = RequestFactory().get("/")
    request.user = person
    return request


def test_every_model_that_leads_to_a_cohort_says_how():
    leading = set()
    for model in apps.get_app_config("academy").get_models():
        targets = {field.related_model for field in model._meta.fields if isinstance(field, ForeignKey)}
        if targets & (set(PATHS) - OF_EVERYBODY) and not model.__name__.startswith("Historical"):
            leading.add(model)

    assert leading <= set(PATHS)


def test_every_row_belongs_to_the_cohort_that_its_path_names(own, foreign, lead):
    for model, row in own.items():
        assert row.pk in keys_of(led(model.objects.all(), lead)), model
        assert foreign[model].pk not in keys_of(led(model.objects.all(), lead)), model


def test_enrolments_in_no_cohort_are_everybodys(lead):
    assert EnrolmentFactory().pk in keys_of(led(models.Enrolment.objects.all(), lead))


def test_superusers_see_all_and_who_is_inactive_nothing(own, lead):
    everything = models.Cohort.objects.all()
    assert led(everything, PersonFactory(is_superuser=True, is_staff=True)).count() == everything.count()
    for changed in ({"is_active": False}, {"is_staff": False}):
        person = PersonFactory(**{"is_staff": True, **changed})
        own[models.Cohort].organizers.add(person)
        assert not led(everything, person).exists()
    assert not led(everything, PersonFactory(is_superuser=True, is_staff=True, is_active=False)).exists()


@pytest.mark.parametrize("model", NAMES)
def test_a_desk_is_limited_with_all_its_inlines(model):
    desk = DESKS[model]

    assert isinstance(desk, Scoped)
    for inline in desk.inlines:
        assert inline.model not in PATHS or issubclass(inline, Scoped), inline


@pytest.mark.parametrize("model", NAMES)
def test_a_list_and_its_filters_and_its_search_name_nothing_foreign(desk, own, foreign, model):
    for asked in ({}, {"q": FOREIGN}, {"q": "Foreign"}):
        page = desk.get(address(model, "changelist"), asked)
        if page.status_code == 403:
            return
        assert foreign[model].pk not in keys_of(page.context["cl"].queryset)
        assert foreign[model].pk not in {row.pk for row in page.context["cl"].result_list}
        named = page.content.decode().replace(f'value="{asked.get("q")}"', "")
        assert FOREIGN not in named


@pytest.mark.parametrize("model", NAMES)
def test_an_address_of_something_foreign_finds_nothing(desk, foreign, model):
    pages = [address(model, page, foreign[model].pk) for page in ("change", "history", "delete")]
    pages += _own_pages(model, foreign[model].pk)

    for page in pages:
        for answer in (desk.get(page), desk.post(page, {"post": "yes", "reason": "Because."})):
            assert answer.status_code in (302, 403, 404, 405), page
            assert FOREIGN not in answer.content.decode()
            if answer.status_code == 302:
                assert answer.url == reverse("admin:index"), page
    assert type(foreign[model]).objects.filter(pk=foreign[model].pk).exists()


def _own_pages(model, key):
    """The pages of one row that an admin class adds itself, such as those of its actions."""
    for pattern in DESKS[model].get_urls():
        if pattern.name and "changelist" not in pattern.name:
            for named in ({"object_id": key}, {"pk": key}):
                try:
                    yield reverse(f"admin:{pattern.name}", kwargs=named)
                except NoReverseMatch:
                    continue


@pytest.mark.parametrize("model", NAMES)
def test_a_filter_in_the_address_finds_nothing_foreign(desk, foreign, model):
    path = PATHS[model]
    for asked in ({f"{path}__exact": foreign[models.Cohort].pk}, {f"{path}__pk": foreign[models.Cohort].pk}):
        page = desk.get(address(model, "changelist"), asked, follow=True)
        assert page.status_code in (200, 400, 403)
        assert FOREIGN not in page.content.decode()


def choosers():
    """Every admin class and inline of the site that lets people choose."""
    for desk in admin.site._registry.values():
        yield desk
        yield from (inline(desk.model, admin.site) for inline in desk.inlines)


def test_no_field_of_the_desk_offers_anything_foreign(own, foreign, lead):
    offered = 0
    for desk in choosers():
        fields = [*desk.model._meta.fields, *desk.model._meta.many_to_many]
        for field in [field for field in fields if field.related_model in PATHS]:
            chosen = desk.formfield_for_dbfield(field, asked_by(lead))
            if isinstance(chosen, ModelChoiceField):
                offered += 1
                assert foreign[field.related_model].pk not in keys_of(chosen.queryset), (desk, field)
    assert offered or not DESKS


def test_autocomplete_of_the_desk_finds_nothing_foreign(desk, own, foreign):
    for chooser in choosers():
        for name in chooser.autocomplete_fields:
            field = chooser.model._meta.get_field(name)
            if field.related_model not in PATHS:
                continue
            asked = {
                "app_label": chooser.model._meta.app_label,
                "model_name": chooser.model._meta.model_name,
                "field_name": name,
                "term": "",
            }
            found = desk.get(reverse("admin:autocomplete"), asked)
            keys = {row["id"] for row in json.loads(found.content)["results"]} if found.status_code == 200 else set()
            assert str(foreign[field.related_model].pk) not in keys, (chooser, name)


@pytest.mark.parametrize("model", NAMES)
def test_an_export_holds_nothing_foreign(desk, own, foreign, model):
    if not hasattr(DESKS[model], "export_action"):
        with pytest.raises(NoReverseMatch):
            address(model, "export")
        return
    answer = desk.get(address(model, "export"))

    assert answer.status_code in (200, 403)
    assert FOREIGN not in answer.content.decode()
    assert getattr(foreign[model], "code", FOREIGN) not in answer.content.decode()


@pytest.mark.parametrize("model", NAMES)
def test_a_change_to_many_reaches_nothing_foreign(desk, lead, foreign, model):
    row = foreign[model]
    before = model_to_dict(row)
    for name in DESKS[model].actions or []:
        name = getattr(name, "__name__", name)
        chosen = {"action": name, ACTION_CHECKBOX_NAME: [str(row.pk), "abc", "9" * 30]}
        answer = desk.post(address(model, "changelist"), chosen, follow=True)
        assert answer.status_code in (200, 403), name
        assert FOREIGN not in answer.content.decode(), name
        row.refresh_from_db()
        assert model_to_dict(row) == before, name
