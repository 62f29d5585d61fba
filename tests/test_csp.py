"""What a browser is told to refuse, how cookies travel, and what a deployed site does not start without."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.factories import ConsultationFactory, PersonFactory

SITE_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}
ADMIN_POLICY = SITE_POLICY | {"script-src": "'self' 'unsafe-eval'", "style-src": "'self' 'unsafe-inline'"}
DEPLOYED = {
    "DATABASE_URL": "postgres://academy@db.example/academy",
    "REDIS_URL": "redis://cache.example/0",
    "SECRET_KEY": "kX7-rQ2pLw9_Zs4vTb8nYc1mHd6gJf3aUe5iOq0xWzR-tN_PbVkC",
    "ALLOWED_HOSTS": "academy.example",
}


def policy_of(response):
    """The Content-Security-Policy as {directive: sources}."""
    parts = (part.split(maxsplit=1) for part in response["Content-Security-Policy"].split(";") if part.strip())
    return dict(parts)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/consultations/dialogue/", 200),
        ("/accounts/login/", 200),
        ("/no-such-page/", 404),
        ("/administrators/", 404),
        ("/healthz/live", 200),
    ],
)
def test_pages_of_the_site_may_load_nothing_from_elsewhere(db, client, address, status):
    ConsultationFactory(slug="dialogue")

    response = client.get(address)

    assert response.status_code == status
    assert policy_of(response) == SITE_POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/admin/", "/admin/consultations/consultation/", "/admin/no-such-page/"])
def test_policy_is_wider_below_admin_by_what_alpine_needs(db, client, address):
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))

    response = client.get(address)

    assert policy_of(response) == ADMIN_POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", "/consultations/", "/accounts/login/", "/accounts/signup/"])
def test_pages_hold_no_script_or_style_of_their_own(db, client, address):
    html = client.get(address).content.decode()

    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)[^>]*>", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", html) == []


def deployed(code, without=(), **changes):
    """Run a line of Python on the settings as an operator sets them; answer exit code, output, complaints."""
    ours = {*DEPLOYED, "SITE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment |= {name: value for name, value in (DEPLOYED | changes).items() if name not in without}
    command = [sys.executable, *code]
    run = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return run.returncode, run.stdout.strip(), run.stderr.strip()


def test_cookies_of_a_deployed_site_travel_encrypted_and_out_of_reach_of_scripts():
    names = [
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_SAMESITE",
        "LANGUAGE_COOKIE_SECURE",
        "LANGUAGE_COOKIE_SAMESITE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "DEBUG",
    ]
    code = f"from django.conf import settings; print(*[getattr(settings, name) for name in {names}])"

    status, said, complained = deployed(["-c", code], DJANGO_SETTINGS_MODULE="config.settings")

    assert (status, complained) == (0, "")
    assert said.split() == ["True", "True", "Lax", "True", "Lax", "True", "Lax", "True", "31536000", "False"]


@pytest.mark.parametrize("missing", ["REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_deployed_site_does_not_start_without(missing):
    status, _said, complained = deployed(["manage.py", "check"], without=[missing])

    assert status == 1
    assert complained == f"Set {missing}: with DATABASE_URL the site is deployed and needs it (see README.md)."


@pytest.mark.parametrize("weak", ["secret", "a" * 60, "abcabcabc" * 10])
def test_a_deployed_site_does_not_start_with_a_weak_key(weak):
    status, _said, complained = deployed(["manage.py", "check"], SECRET_KEY=weak)

    assert status == 1
    assert complained == "SECRET_KEY is weak: use at least 50 random characters (see README.md)."


def test_a_deployed_site_with_everything_set_passes_its_own_check():
    status, said, _complained = deployed(["manage.py", "check"])

    assert (status, said) == (0, "System check identified no issues (1 silenced).")
