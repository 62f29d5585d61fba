"""What the tests of people share: an empty cache, and a wiki to sign in with."""

import pytest
from django.core.cache import cache

from . import wiki as wikis


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits of an earlier test count no more."""
    cache.clear()


@pytest.fixture
def wiki(settings):
    """A wiki of one's own, and a site that signs in with it."""
    with wikis.running() as wiki:
        settings.WIKIMEDIA_REST_API = wiki.rest_api
        settings.WIKIMEDIA_CLIENT_ID = wikis.CLIENT_ID
        app = {"client_id": wikis.CLIENT_ID, "secret": wikis.CLIENT_SECRET, "key": ""}
        provider = settings.SOCIALACCOUNT_PROVIDERS["mediawiki"]
        settings.SOCIALACCOUNT_PROVIDERS = {"mediawiki": {**provider, "APPS": [app]}}
        yield wiki
