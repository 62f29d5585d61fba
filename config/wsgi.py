"""The door for the web server."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from django.utils.translation import activate, deactivate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def load():
    """Load now what the first requests would: every view and every catalogue."""
    resolve("/")
    for language, _name in settings.LANGUAGES:
        activate(language)
    deactivate()


application = get_wsgi_application()
load()
gc.freeze()  # what was loaded stays: looking through it for garbage held up one answer in a hundred
