"""A deployed site from which no mail goes says so, to who deploys it and to its organizers."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

SMTP = "django.core.mail.backends.smtp.EmailBackend"
KEPT = "notices.kept_mail.EmailBackend"


def advice():
    found = run_checks(include_deployment_checks=True)
    return [(one.id, one.msg) for one in found if one.id and one.id.startswith("notices.")]


def test_the_check_of_a_deployed_site_warns_where_mail_is_kept(settings):
    settings.EMAIL_BACKEND = KEPT
    assert advice() == [
        ("notices.W001", "Without EMAIL_URL no mail leaves this site, links for a new password among them.")
    ]
    settings.EMAIL_BACKEND = SMTP
    assert advice() == []


@pytest.mark.parametrize(("backend", "local", "says"), [(KEPT, False, True), (KEPT, True, False), (SMTP, False, False)])
def test_the_first_page_of_the_desk_says_so_on_a_deployed_site(desk, settings, backend, local, says):
    settings.EMAIL_BACKEND, settings.LOCAL = backend, local

    page = desk.get(reverse("admin:index"))

    (assertContains if says else assertNotContains)(page, "No mail leaves this site: EMAIL_URL is not set.")
