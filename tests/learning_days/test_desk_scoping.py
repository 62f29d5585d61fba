"""Who organizes one edition sees nothing of another one at the desk: of every page of it, those of later days too."""

import json

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, model_to_dict
from django.test import RequestFactory
from django.urls import NoReverseMatch, resolve, reverse

from consultations.actions.organizers import make_organizer
from learning_days import models
from learning_days.admin.base import PATHS, Scoped, led
from tests.factories import PersonFactory

from .organizing import everything_of

pytestmark = pytest.mark.django_db
DESKS = {model: desk for model, desk in admin.site._registry.items() if model in PATHS}
NAMES = [pytest.param(model, id=model.__name__) for model in DESKS]
FOREIGN = "Foreign Beta"
OF_EVERYBODY = {models.Sharing, models.SharingTeacher}  # reports from home belong to no edition's organizers alone


@pytest.fixture
def own():
    return everything_of("My Alpha")


@pytest.fixture
def foreign():
    return everything_of(FOREIGN)


@pytest.fixture
def lead(own, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person = make_organizer(person=PersonFactory(username="lead"))
    own[models.Edition].organizers.add(person)
    return person


@pytest.fixture
def desk(client, lead, foreign):
    client.force_login(lead)
    return client


def address(model, page, *args):
    return reverse(f"admin:learning_days_{model._meta.model_name}_{page}", args=args)


def keys_of(rows):
    return set(rows.values_list("pk", flat=True))


def asked_by(person):
    request = RequestFactory().get("/")
    request.user, request.resolver_match = person, resolve(reverse("admin:index"))
    return request


def test_every_model_that_leads_to_an_edition_says_how():
    leading = set()
    for model in apps.get_app_config("learning_days").get_models():
        targets = {field.related_model for field in model._meta.fields if isinstance(field, ForeignKey)}
        if targets & set(PATHS) and not model.__name__.startswith("Historical"):
            leading.add(model)

    assert leading - OF_EVERYBODY <= set(PATHS)


def test_every_row_belongs_to_the_edition_that_its_path_names(own, foreign, lead):
    assert set(own) == set(PATHS)
    for model, row in own.items():
        assert row.pk in keys_of(led(model.objects.all(), lead)), model
        assert foreign[model].pk not in keys_of(led(model.objects.all(), lead)), model


def test_superusers_see_all_and_who_is_inactive_nothing(own):
    everything = models.Edition.objects.all()
    assert led(everything, PersonFactory(is_superuser=True, is_staff=True)).count() == everything.count()
    for changed in ({"is_active": False}, {"is_staff": False}):
        person = PersonFactory(**{"is_staff": True, **changed})
        own[models.Edition].organizers.add(person)
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
        assert page.status_code == 200
        assert foreign[model].pk not in keys_of(page.context["cl"].queryset)
        named = page.content.decode().replace(f'value="{asked.get("q")}"', "")
        assert FOREIGN not in named


@pytest.mark.parametrize("model", NAMES)
def test_an_own_list_names_what_is_led(desk, own, model):
    page = desk.get(address(model, "changelist"))

    assert own[model].pk in keys_of(page.context["cl"].queryset)
    assert "My Alpha" in page.content.decode()


@pytest.mark.parametrize("model", NAMES)
def test_an_address_of_something_foreign_finds_nothing(desk, foreign, model):
    pages = [address(model, page, foreign[model].pk) for page in ("change", "history", "delete")]
    pages += _own_pages(model, foreign[model].pk)
    before = model_to_dict(foreign[model])

    for page in pages:
        for answer in (desk.get(page), desk.post(page, {"post": "yes", "reason": "Because.", "note": "New."})):
            assert answer.status_code in (302, 403, 404, 405), page
            assert FOREIGN not in answer.content.decode()
            if answer.status_code == 302 and answer.url != reverse("admin:index"):
                assert desk.get(answer.url).status_code == 404, page  # the way to a page of another slice
    assert model_to_dict(type(foreign[model]).objects.get(pk=foreign[model].pk)) == before


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
    for name in ("edition", "day", "workshop"):
        row = foreign[getattr(models, name.capitalize())]
        page = desk.get(address(model, "changelist"), {f"{name}__id__exact": row.pk}, follow=True)
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
    assert offered


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
            keys = {row["id"] for row in json.loads(found.content)["results"]}
            assert str(own[field.related_model].pk) in keys, (chooser, name)
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


def test_the_first_page_counts_the_proposals_of_led_editions_alone(desk, own, foreign):
    for made in (own, foreign):
        name = made[models.Edition].title
        models.Workshop.objects.create(
            edition=made[models.Edition],
            title=f"{name} proposal",
            language=made[models.Edition].language,
            course=made[models.Workshop].course,
        )

    page = desk.get(reverse("admin:index")).content.decode()

    assert "My Alpha proposal" in page
    assert FOREIGN not in page


def test_history_of_a_foreign_edition_is_not_read_by_its_number(desk, foreign):
    version = foreign[models.Edition].history.first()
    page = reverse("admin:learning_days_edition_simple_history", args=[foreign[models.Edition].pk, version.pk])

    assert desk.get(page).status_code == 404
