"""Limits are counted in the shared cache: four workers know together what each has seen."""

import os
import secrets
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains

from config import local
from people.models import Person
from people.rules import check_rate

WORKERS, GUESSES, ALLOWED = 4, 28, 5
TRIED, STOPPED = b"username and/or password you specified are not correct", b"Too many failed login attempts"


def address_of_database():
    """The address that this process began with, naming the database of its tests."""
    address = os.environ.get("DATABASE_URL") or local.addresses()[0]
    return f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment():
    """A deployed site on the database and the cache of this test."""
    return {
        **os.environ,
        "DATABASE_URL": address_of_database(),
        "REDIS_URL": settings.CACHES["default"]["LOCATION"],
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "1",  # so that pages need no collected static files
        "LOCAL_ACCOUNTS": "1",
        "SECURE_SSL_REDIRECT": "0",
        "BEHIND_PROXY": "0",
    }


@pytest.fixture
def port(transactional_db):
    """The site as it is served, with four workers."""
    port = free_port()
    served = ["--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", "1", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *served, "config.wsgi:application"], env=environment(), cwd=settings.BASE_DIR
    )
    try:
        wait_until_it_answers(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_it_answers(port):
    deadline = time.monotonic() + 60
    while True:
        try:
            return ask(port, "GET", "/healthz/live")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def ask(port, method, path, body=None, host="127.0.0.1", **headers):
    site = HTTPConnection("127.0.0.1", port, timeout=60)
    site.request(method, path, body, {"Host": host, **headers})
    answer = site.getresponse()
    content = answer.read()
    site.close()
    return answer, content


def guess(port, number, host="127.0.0.1"):
    """Try one wrong password."""
    token = secrets.token_hex(16)
    form = urlencode({"login": "ana", "password": f"wrong {number}", "csrfmiddlewaretoken": token})
    return ask(
        port,
        "POST",
        reverse("account_login"),
        form,
        host,
        **{"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"},
    )


def test_28_wrong_passwords_at_once_on_4_workers_try_5(port):
    Person.objects.create_user("ana", password="the right one")

    with ThreadPoolExecutor(GUESSES) as pool:
        answers = list(pool.map(lambda number: guess(port, number), range(GUESSES)))

    # 429 comes from the wider limit, where one request waited a second for the others' count.
    stopped = [STOPPED in page or answer.status == 429 for answer, page in answers]
    assert sum(TRIED in page for _answer, page in answers) == ALLOWED
    assert sum(stopped) == GUESSES - ALLOWED


def sign_in(client, login, password, **headers):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **headers)


@pytest.fixture
def ana(db):
    return Person.objects.create_user("ana", password="the right one")


def test_after_five_wrong_passwords_the_right_one_waits_too(client, ana):
    for number in range(ALLOWED):
        sign_in(client, "ana", f"wrong {number}")

    assertContains(sign_in(client, "ana", "the right one"), STOPPED.decode())


def test_another_account_is_not_stopped(client, ana):
    Person.objects.create_user("bo", password="the right one")
    for number in range(ALLOWED + 1):
        sign_in(client, "ana", f"wrong {number}")

    assert sign_in(client, "bo", "the right one").status_code == 302


@pytest.mark.parametrize("spelling", ["ANA", " ana "])
def test_another_spelling_of_the_name_begins_no_new_count(client, ana, spelling):
    for number in range(ALLOWED):
        sign_in(client, "ana", f"wrong {number}")

    assertContains(sign_in(client, spelling, "wrong"), STOPPED.decode())


def test_another_port_in_the_host_header_begins_no_new_count(client, ana, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    for number in range(ALLOWED):
        sign_in(client, "ana", "wrong", HTTP_HOST=f"localhost:{8000 + number}")

    assertContains(sign_in(client, "ana", "wrong", HTTP_HOST="localhost:9000"), STOPPED.decode())


def test_right_passwords_are_not_counted(client, ana):
    for _ in range(ALLOWED + 1):
        assert sign_in(client, "ana", "the right one").status_code == 302
        client.logout()


def test_texts_of_a_person_are_limited_within_an_hour(rf, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = {"write": "2/h/user"}
    request = rf.post("/")
    request.user = ana
    check_rate(request)
    check_rate(request)

    with pytest.raises(ValidationError) as refusal:
        check_rate(request)

    assert refusal.value.code == "too_many"
