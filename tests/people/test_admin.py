"""The organizers' desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from pytest_django.asserts import assertContains

from people.models import Person
from tests.factories import LanguageFactory, PersonFactory, declare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False


@pytest.fixture
def root(client):
    person = PersonFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def organizer(client):
    person = PersonFactory(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="people"))
    client.force_login(person)
    return person


def change(person):
    return reverse("admin:people_person_change", args=[person.pk])


def typed(client, person):
    """The form of a person as it stands, to be sent back."""
    response = client.get(change(person))
    form, inline = response.context["adminform"].form, response.context["inline_admin_formsets"][0].formset
    values = {name: value for name in form.fields if (value := form[name].value()) not in (None, "", False)}
    values.pop("password", None)
    for line in [inline.management_form, *inline.forms]:
        sent = {line.add_prefix(name): line[name].value() for name in line.fields}
        values |= {name: value for name, value in sent.items() if value is not None}
    return values


@pytest.mark.parametrize("model", ["person", "language", "region", "activityarea", "skillgroup"])
def test_every_list_and_form_opens(client, root, model):
    assert client.get(reverse(f"admin:people_{model}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"admin:people_{model}_add")).status_code == 200


def test_a_change_is_saved_and_leaves_a_trace(client, organizer):
    person = declare(PersonFactory(), LanguageFactory())

    response = client.post(change(person), typed(client, person) | {"display_name": "Renamed"})

    assert response.status_code == 302
    person.refresh_from_db()
    assert person.display_name == "Renamed"
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (organizer, str(person.pk))
    assert "Name that others see" in entry.get_change_message()


def test_the_user_name_can_be_read_only(client, root):
    person = PersonFactory(username="ana")

    client.post(change(person), typed(client, person) | {"username": "bo"})

    person.refresh_from_db()
    assert person.username == "ana"


def test_organizer_gives_no_powers(client, organizer):
    client.post(change(organizer), typed(client, organizer) | {"is_superuser": "on", "is_staff": "on"})

    organizer.refresh_from_db()
    assert organizer.is_superuser is False


def test_superuser_gives_powers(client, root):
    person = PersonFactory()

    client.post(change(person), typed(client, person) | {"is_staff": "on"})

    person.refresh_from_db()
    assert person.is_staff is True


def test_organizer_does_not_touch_a_superuser(client, organizer):
    root = PersonFactory(is_superuser=True, is_staff=True)
    password = reverse("admin:auth_user_password_change", args=[root.pk])

    client.post(change(root), {"display_name": "Taken over"})
    answer = client.post(password, {"password1": "seven green bicycles", "password2": "seven green bicycles"})

    assert answer.status_code == 403
    root.refresh_from_db()
    assert root.display_name != "Taken over"
    assert not root.check_password("seven green bicycles")


def test_nobody_deletes_people(client, root):
    assert client.post(reverse("admin:people_person_delete", args=[PersonFactory().pk])).status_code == 403


def test_new_account(client, root):
    form = {
        "username": "new",
        "display_name": "New",
        "usable_password": "true",
        "password1": "seven green bicycles",
        "password2": "seven green bicycles",
        "language_levels-TOTAL_FORMS": 0,
        "language_levels-INITIAL_FORMS": 0,
    }

    assert client.post(reverse("admin:people_person_add"), form).status_code == 302
    assert Person.objects.get(username="new").check_password("seven green bicycles")


def test_search_finds_a_person_by_the_wiki_name(client, root):
    PersonFactory(username="found", wiki_username="Old Name")
    PersonFactory(username="other")

    response = client.get(reverse("admin:people_person_changelist"), {"q": "Old Name"})

    assertContains(response, "found")
    assert response.context["cl"].result_count == 1
