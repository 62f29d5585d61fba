"""Tests run on the real services; every process has a database and a cache of its own."""

import os

import pytest
import redis
from django.conf import settings
from django.db import connections

from config import assets, local
from config.local.valkey import DATABASES


def pytest_sessionstart(session):
    """Start what the tests need, and give this process its own cache."""
    try:
        local.start()
        if not hasattr(session.config, "workerinput"):
            assets.prepare()
            if session.config.getoption("numprocesses", None):
                assets.collect()  # before several processes look there at once
    except local.CannotStart as refusal:
        pytest.exit(refusal.sentence, returncode=1)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.WHITENOISE_AUTOREFRESH = True  # a file is looked up when asked for; every client would list them all
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if settings.LOCAL:
        own_cache(1 + os.getpid() % (DATABASES - 1))


def own_cache(number):
    """Use the Valkey database of this number, empty, for the cache and for Celery."""
    cache = settings.CACHES["default"]
    cache["LOCATION"] = f"{settings.REDIS_URL}?db={number}"
    settings.CELERY_BROKER_URL = f"{settings.CELERY_BROKER_URL}?virtual_host={number}"
    with redis.from_url(cache["LOCATION"]) as client:
        client.flushdb()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings):
    """Let two runs of the tests at the same moment have a database each."""
    if not request.config.getvalue("reuse_db"):
        connections["default"].settings_dict["TEST"]["NAME"] = f"test_academy_{os.getpid()}"
