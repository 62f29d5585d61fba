"""Databases of the benchmarks, on the local PostgreSQL, with people who are signed in."""

import contextlib
import os
import signal
import sys

import django
from django.apps import apps
from django.core.management import call_command

from config import assets, local
from config.local import postgres

TOKEN = "b" * 32  # a CSRF secret: the same in the cookie and in the form


@contextlib.contextmanager
def made(*names):
    """Make empty databases beside what else the product needs to run, and drop them at the end."""
    if not local.is_local():
        raise SystemExit("The benchmarks run on the local services: take DATABASE_URL away.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that an ended run cleans up as one that is done
    local.start()
    assets.prepare()
    assets.collect()
    drop(names)
    with postgres.connect() as server, server.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield
    finally:
        drop(names)


def drop(names):
    with postgres.connect() as server, server.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def enter(name):
    """Let this process work on a database, with the product's tables in it."""
    os.environ.update(BENCH_DATABASE=name, DJANGO_SETTINGS_MODULE="rig.settings")
    if not apps.ready:
        django.setup()
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    return connection


def sign_in(people):
    """The cookies of a browser for each person, signed in and with a form loaded."""
    from django.test import Client

    jars = []
    for person in people:
        browser = Client()
        browser.force_login(person)
        jars.append(f"sessionid={browser.cookies['sessionid'].value}; csrftoken={TOKEN}")
    return jars


def newcomers(count):
    """People who just joined."""
    from people.models import Person

    return [Person.objects.create_user(f"newcomer{number}") for number in range(count)]
