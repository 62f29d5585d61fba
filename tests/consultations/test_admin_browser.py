"""The organizers' desk in a real browser, under its Content-Security-Policy."""

import pytest
from django.urls import reverse

from consultations.actions import moderation
from consultations.actions.organizers import make_organizer
from consultations.models import Report
from tests.consultations.desk import address, rows_of
from tests.factories import IdeaFactory, PersonFactory


@pytest.fixture
def troubles():
    return []


@pytest.fixture
def desk_page(browser, collected, live_server, client, settings, troubles):
    """A page of the browser in which an organizer is signed in; it notes what the console complains about."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(make_organizer(person=PersonFactory(username="organizer")))
    with browser.new_context(base_url=live_server.url) as context:
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page


@pytest.mark.django_db(transaction=True)
def test_the_desk_works_under_its_policy(desk_page, troubles):
    idea = IdeaFactory(title="Two short letters")
    report = moderation.report(text=idea, reporter=PersonFactory(), reason="spam")

    for path in (
        reverse("admin:index"),
        rows_of("idea"),
        address(idea),
        address(idea.consultation),
        address(idea, "hide"),
    ):
        desk_page.goto(path)
        desk_page.locator("#content").wait_for()
    desk_page.goto(rows_of("report"))
    desk_page.get_by_role("link", name="Two short letters").click()
    desk_page.get_by_label("the text is hidden").check()
    desk_page.get_by_label("Reason for hiding").fill("An advertisement.")
    desk_page.get_by_role("button", name="Decide").click()
    desk_page.get_by_text("Decided. Every open report of this text is answered.").wait_for()

    assert Report.objects.get(pk=report.pk).decision == "hidden"
    assert troubles == []


@pytest.mark.django_db
def test_only_the_desk_evaluates_code(client):
    site, desk = (client.get(path)["Content-Security-Policy"] for path in ("/consultations/", "/admin/login/"))

    assert "unsafe" not in site
    assert "script-src 'self' 'unsafe-eval'" in desk
    assert "'unsafe-inline'" not in desk.split("script-src")[1].split(";")[0]
