"""Who leads one thing sees nothing of another one at the desk: on every page of it, on those of later days too.

The file of an app has the fixtures `own` and `foreign`, a row of each model by model, and a class that derives from
DeskScoping. What is foreign has FOREIGN in its names, what is led has OWN.
"""

import json

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, model_to_dict
from django.test import RequestFactory
from django.urls import NoReverseMatch, resolve, reverse

from academy.admin.base import Scoped, led
from consultations.actions.organizers import make_organizer
from tests.factories import PersonFactory

OWN, FOREIGN = "My Alpha", "Foreign Beta"
SENT = {"post": "yes", "reason": "Because.", "outcome": "Done.", "note": "New."}


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def keys_of(rows):
    return set(rows.values_list("pk", flat=True))


def asked_by(person):
    request = RequestFactory().get("/")
    request.user, request.resolver_match = person, resolve(reverse("admin:index"))
    return request


def own_pages(desk, key):
    """The pages of one row that an admin class adds itself, such as those of its actions."""
    for pattern in desk.get_urls():
        if pattern.name and "changelist" not in pattern.name:
            for named in ({"object_id": key}, {"object_id": key, "request_pk": 1}, {"pk": key}):
                try:
                    yield reverse(f"admin:{pattern.name}", kwargs=named)
                except NoReverseMatch:
                    continue


def choosers():
    """Every admin class and inline of the site that lets people choose."""
    for desk in admin.site._registry.values():
        yield desk
        yield from (inline(desk.model, admin.site) for inline in desk.inlines)


def choices_of(chooser, paths):
    """The names of what people choose here by typing, with the model that they choose from."""
    for name in chooser.autocomplete_fields:
        chosen = chooser.model._meta.get_field(name).related_model
        if chosen in paths:
            yield name, chosen


@pytest.mark.django_db
class DeskScoping:
    """The tests of one app. `root` is the model that somebody leads, `paths` names all that belongs to it."""

    root = None
    paths = {}
    of_everybody = set()  # models of `paths` whose rows may belong to nothing that is led
    elsewhere = set()  # models that lead to something of `paths`, and are kept from the desk in another way

    @property
    def desks(self):
        return {model: desk for model, desk in admin.site._registry.items() if model in self.paths}

    def pytest_generate_tests(self, metafunc):
        """A test that asks for a model runs once for each of them at the desk."""
        if "model" in metafunc.fixturenames:
            metafunc.parametrize("model", [pytest.param(model, id=model.__name__) for model in self.desks])

    @pytest.fixture
    def lead(self, own, settings):
        settings.STAFF_NEED_SECOND_FACTOR = False
        person = make_organizer(person=PersonFactory(username="lead"))
        own[self.root].organizers.add(person)
        return person

    @pytest.fixture
    def desk(self, client, lead, foreign):
        client.force_login(lead)
        return client

    def filters(self, model, foreign):
        """What somebody may write after the address of a list to find what is foreign."""
        raise NotImplementedError

    def check_way_out(self, desk, url):
        """A page that finds nothing may lead to the first page of the desk alone."""
        assert url == reverse("admin:index")

    def test_every_model_that_leads_to_the_root_says_how(self):
        leading = set()
        for model in apps.get_app_config(self.root._meta.app_label).get_models():
            targets = {field.related_model for field in model._meta.fields if isinstance(field, ForeignKey)}
            if targets & (set(self.paths) - self.of_everybody) and not model.__name__.startswith("Historical"):
                leading.add(model)

        assert leading - self.elsewhere <= set(self.paths)

    def test_every_row_belongs_to_the_root_that_its_path_names(self, own, foreign, lead):
        assert set(own) == set(foreign) == set(self.paths)
        for model, row in own.items():
            assert row.pk in keys_of(led(model.objects.all(), lead)), model
            assert foreign[model].pk not in keys_of(led(model.objects.all(), lead)), model

    def test_superusers_see_all_and_who_is_inactive_nothing(self, own):
        everything = self.root.objects.all()
        assert led(everything, PersonFactory(is_superuser=True, is_staff=True)).count() == everything.count()
        for changed in ({"is_active": False}, {"is_staff": False}):
            person = PersonFactory(**{"is_staff": True, **changed})
            own[self.root].organizers.add(person)
            assert not led(everything, person).exists()
        assert not led(everything, PersonFactory(is_superuser=True, is_staff=True, is_active=False)).exists()

    def test_a_desk_is_limited_with_all_its_inlines(self, model):
        desk = self.desks[model]

        assert isinstance(desk, Scoped)
        for inline in desk.inlines:
            assert inline.model not in self.paths or issubclass(inline, Scoped), inline

    def test_a_list_and_its_filters_and_its_search_name_nothing_foreign(self, desk, own, foreign, model):
        for asked in ({}, {"q": FOREIGN}, {"q": "Foreign"}):
            page = desk.get(address(model, "changelist"), asked)
            assert page.status_code == 200
            assert foreign[model].pk not in keys_of(page.context["cl"].queryset)
            assert foreign[model].pk not in {row.pk for row in page.context["cl"].result_list}
            named = page.content.decode().replace(f'value="{asked.get("q")}"', "")
            assert FOREIGN not in named

    def test_an_own_list_names_what_is_led(self, desk, own, model):
        page = desk.get(address(model, "changelist"))

        assert own[model].pk in keys_of(page.context["cl"].queryset)
        assert OWN in page.content.decode()

    def test_an_address_of_something_foreign_finds_nothing(self, desk, foreign, model):
        pages = [address(model, page, foreign[model].pk) for page in ("change", "history", "delete")]
        pages += own_pages(self.desks[model], foreign[model].pk)
        before = model_to_dict(foreign[model])

        for page in pages:
            for answer in (desk.get(page), desk.post(page, SENT)):
                assert answer.status_code in (302, 403, 404, 405), page
                assert FOREIGN not in answer.content.decode()
                if answer.status_code == 302:
                    self.check_way_out(desk, answer.url)
        assert model_to_dict(model.objects.get(pk=foreign[model].pk)) == before

    def test_a_filter_in_the_address_finds_nothing_foreign(self, desk, foreign, model):
        for asked in self.filters(model, foreign):
            page = desk.get(address(model, "changelist"), asked, follow=True)
            assert page.status_code in (200, 400, 403)
            assert FOREIGN not in page.content.decode()

    def test_no_field_of_the_desk_offers_anything_foreign(self, own, foreign, lead):
        offered = 0
        for desk in choosers():
            fields = [*desk.model._meta.fields, *desk.model._meta.many_to_many]
            for field in [field for field in fields if field.related_model in self.paths]:
                chosen = desk.formfield_for_dbfield(field, asked_by(lead))
                if isinstance(chosen, ModelChoiceField):
                    offered += 1
                    assert foreign[field.related_model].pk not in keys_of(chosen.queryset), (desk, field)
        assert offered

    def test_autocomplete_of_the_desk_finds_nothing_foreign(self, desk, own, foreign):
        for chooser in choosers():
            of_it = {"app_label": chooser.model._meta.app_label, "model_name": chooser.model._meta.model_name}
            for name, chosen in choices_of(chooser, self.paths):
                found = desk.get(reverse("admin:autocomplete"), {**of_it, "field_name": name, "term": ""})
                keys = {row["id"] for row in json.loads(found.content)["results"]}
                assert str(own[chosen].pk) in keys, (chooser, name)
                assert str(foreign[chosen].pk) not in keys, (chooser, name)

    def test_an_export_holds_nothing_foreign(self, desk, own, foreign, model):
        if not hasattr(self.desks[model], "export_action"):
            with pytest.raises(NoReverseMatch):
                address(model, "export")
            return
        answer = desk.get(address(model, "export"))

        assert answer.status_code in (200, 403)
        assert FOREIGN not in answer.content.decode()
        assert getattr(foreign[model], "code", FOREIGN) not in answer.content.decode()

    def test_a_change_to_many_reaches_nothing_foreign(self, desk, foreign, model):
        row = foreign[model]
        before = model_to_dict(row)
        for name in self.desks[model].actions or []:
            name = getattr(name, "__name__", name)
            chosen = {"action": name, ACTION_CHECKBOX_NAME: [str(row.pk), "abc", "9" * 30]}
            answer = desk.post(address(model, "changelist"), chosen, follow=True)
            assert answer.status_code in (200, 403), name
            assert FOREIGN not in answer.content.decode(), name
            row.refresh_from_db()
            assert model_to_dict(row) == before, name

    def test_history_of_something_foreign_is_not_read_by_its_number(self, desk, foreign):
        row = foreign[self.root]
        page = address(self.root, "simple_history", row.pk, row.history.first().pk)

        assert desk.get(page).status_code == 404
