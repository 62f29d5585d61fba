"""Every address before every role. A new address without a row fails, and so does an answer that is not in its row."""

from collections import namedtuple
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from config.wiring import APPS
from tests import roles
from tests.addresses import all_names
from tests.doors import DOORS

EXEMPT = {"set_language", "notices:unsubscribe"}  # do no harm, or carry a token of their own
FORM = {"csrfmiddlewaretoken": "x"}  # what a browser sends with the emptiest of forms

# In the admin: what organizers do not see at all, what they only read, and what they may begin.
RESERVED = {
    "account_emailaddress",
    "auth_group",
    "mfa_authenticator",
    "people_skillgroup",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
}
READ_ONLY = {"people_activityarea", "people_language", "people_person", "people_region"}
BEGUN_BY_ORGANIZERS = {
    "academy_cohort",
    "academy_course",
    "academy_opportunity",
    "academy_school",
    "academy_track",
    "consultations_consultation",
    "consultations_finding",
    "consultations_focusgroup",
    "consultations_resource",
    "consultations_term",
    "learning_days_edition",
    "learning_days_reminderrule",
    "learning_days_workshop",
    "mentoring_round",
    "people_affiliate",
}
TAKEN_OUT_BY_ORGANIZERS = {"consultations_resource", "learning_days_reminderrule"}

Scene = namedtuple("Scene", "words browsers")


@pytest.fixture
def scene(db):
    known = roles.people()
    return Scene(roles.scene(known["author"]), roles.clients(known))


def ask(browser, method, address):
    """The status of the answer; what the request did, to the database or to the sign-in, is undone."""
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    with transaction.atomic():
        status = getattr(browser, method)(address, FORM if method == "post" else {}).status_code
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    return status


def address_of(visit, words):
    return reverse(visit.partition(" ")[0], args=[words.get(word, word) for word in DOORS[visit][0]])


def test_every_address_has_a_row():
    ours = {name for name in all_names() if not name.startswith("admin:")}

    assert {visit.partition(" ")[0] for visit in DOORS} == ours


@pytest.mark.parametrize(("method", "column"), [("get", 1), ("post", 2)])
def test_every_role_gets_the_answer_of_its_row(scene, method, column):
    wrong = {}
    for visit, row in DOORS.items():
        address = address_of(visit, scene.words)
        answers = " ".join(str(ask(scene.browsers[role], method, address)) for role in roles.ROLES)
        if answers != row[column]:
            wrong[visit] = f"{answers} instead of {row[column]}"

    assert wrong == {}


def test_no_form_is_taken_without_its_token(scene):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = scene.browsers["author"].cookies

    taken = {visit for visit in DOORS if ask(careful, "post", address_of(visit, scene.words)) != 403}

    assert taken == EXEMPT


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(scene):
    address = reverse("consultations:new_idea", args=["dialogue"])

    assert scene.browsers["anonymous"].get(address).url == f"/accounts/login/?next={address}"


# The admin


def desk_addresses(words):
    """{name: address} of every page of the admin; a page of one row is that of the scene."""
    found = {}
    for name in sorted(all_names()):
        if name.startswith("admin:"):
            key = words.get(f"#{model_of(name).rpartition('_')[2]}", 1)
            found[name] = first_address(name, [], [key], [1, 1], ["consultations"])
    return found


def first_address(name, *choices):
    for args in choices:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{name} wants other words in its address")


def model_of(name):
    """admin:learning_days_pledge_change → learning_days_pledge"""
    app = next((app for app in APPS if name.startswith(f"admin:{app}_")), "")
    rest = name.removeprefix("admin:").removeprefix(f"{app}_").split("_")
    return f"{app}_{rest[0]}" if app else "_".join(rest[:2])


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_desk_leads_others_to_the_sign_in(scene, method):
    for name, address in desk_addresses(scene.words).items():
        for role in ("anonymous", "stranger", "author"):
            if name != "admin:login":
                assert ask(scene.browsers[role], method, address) == 302, (name, role)


def test_the_desks_own_sign_in_is_the_sites(scene):
    assert scene.browsers["anonymous"].get("/admin/").url == "/admin/login/?next=/admin/"
    assert scene.browsers["anonymous"].get("/admin/login/?next=/admin/").url == "/accounts/login/?next=%2Fadmin%2F"
    assert scene.browsers["author"].get("/admin/login/").status_code == 403


def test_organizers_open_what_is_theirs_and_nothing_else(scene):
    wrong = {}
    for name, address in desk_addresses(scene.words).items():
        expected = answer_to_organizers(name)
        if expected and (status := ask(scene.browsers["organizer"], "get", address)) != expected:
            wrong[name] = f"{status} instead of {expected}"

    assert wrong == {}


def answer_to_organizers(name):
    """What an organizer gets at a list, at a row, and where one is added or deleted; None for other pages."""
    model, page = model_of(name), name.rpartition("_")[2]
    answers = {
        "changelist": 403 if model in RESERVED else 200,
        "change": 403 if model in RESERVED else None if model in READ_ONLY else 200,
        "add": 200 if model in BEGUN_BY_ORGANIZERS else 403,
        "delete": 200 if model in TAKEN_OUT_BY_ORGANIZERS else 403,
    }
    return (
        None
        if name == "admin:password_change"
        else 403
        if name == "admin:auth_user_password_change"
        else answers.get(page)
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["organizer", "superuser"])
def test_no_page_of_the_desk_fails(scene, method, role):
    for name, address in desk_addresses(scene.words).items():
        assert ask(scene.browsers[role], method, address) < 500, name
