"""A real browser, and the site served to it as everybody gets it: hashed files, bundles, all headers."""

import os
import re
from pathlib import Path

import pytest
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import translation

from config import assets
from config.local import CannotStart
from config.local.browser import launch
from consultations.actions.organizers import make_organizer
from consultations.leader_word import KEPT
from tests.factories import PersonFactory

pytest.register_assert_rewrite("tests.desk_scoping", "tests.races")  # they say what they compared, as tests do
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def pytest_addoption(parser):
    parser.addoption("--screenshots", type=Path, help="a folder for a picture of every page, to be judged by eye")


@pytest.fixture(autouse=True)
def begins_in_english():
    """Each test begins in English, whatever language the page had that the test before it asked for."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def browser():
    """A real Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop is in this thread; no query is
        try:
            chromium = launch(playwright)
        except CannotStart as refusal:
            pytest.fail(refusal.sentence, pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def collected():
    """The static files as they are deployed."""
    try:
        assets.collect()
    except CannotStart as refusal:
        pytest.fail(refusal.sentence, pytrace=False)


@pytest.fixture
def site(collected, live_server, settings):
    """The address of the running site; its limits and its cache know of no earlier test."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": HASHED}}
    cache.clear()
    return live_server.url


@pytest.fixture
def visit(browser, site):
    """Open a window as somebody: `visit(width=390, language="ar", dark=True, javascript=False, person=amina)`.

    At the end no window may have had an error, a refusal of the Content-Security-Policy or a request to another site.
    """
    contexts, complaints = [], []

    def open_window(*, width=1280, language="en", dark=False, javascript=True, person=None):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale=language,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        listen(context, site, complaints)
        if person:
            context.add_cookies([session_of(person, site)])
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def listen(context, site, complaints):
    """Note what a browser complains of. A form that comes back with 422 is no fault of the page."""
    context.on("weberror", lambda fault: complaints.append(f"{fault.page and fault.page.url}: {fault.error}"))
    context.on("console", lambda line: note_line(line, complaints))
    context.on("request", lambda request: request.url.startswith((site, "data:")) or complaints.append(request.url))
    context.on("response", lambda answer: answer.status < 500 or complaints.append(f"{answer.status} {answer.url}"))


def note_line(line, complaints):
    if line.type in ("error", "warning") and "the server responded with a status of 4" not in line.text:
        complaints.append(f"{line.page and line.page.url}: {line.text}")


def session_of(person, site):
    """The cookie of somebody who has just signed in and shown the password again."""
    client = Client()
    client.force_login(person)
    request = RequestFactory().get("/")
    request.user, request.session = person, client.session
    reauthenticate_by_password(request)
    request.session.save()
    cookie = client.cookies["sessionid"]
    return {"name": cookie.key, "value": cookie.value, "url": site, "httpOnly": True}


@pytest.fixture
def screenshots(request):
    """Keep pictures of the open page, on a desk and on a phone, where they were asked for."""
    folder = request.config.getoption("screenshots")

    def keep(page, name):
        for width in (1280, 390) if folder else ():
            page.set_viewport_size({"width": width, "height": 900})
            plain = re.sub(r"\W+", "-", f"{name} {request.node.callspec.id} {width}")
            page.screenshot(path=folder / f"{plain}.png", full_page=True)

    return keep


@pytest.fixture(autouse=True)
def pages_made_anew(settings):
    """Each page is made for the request that asks; tests/people/test_readers.py turns the cache of readers on."""
    settings.READERS_CACHE_SECONDS = 0
    cache.delete(KEPT)


@pytest.fixture
def organizer(db, settings):
    """Somebody of the organizers' group, who leads what a test gives them."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    return make_organizer(person=PersonFactory(username="organizer"))


@pytest.fixture
def desk(client, organizer):
    """A browser in which the organizer is signed in."""
    client.force_login(organizer)
    return client
