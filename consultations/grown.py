"""What apps above say grew from an idea or a finding; `config.wiring` names them, for they are not known here."""

from django.conf import settings
from django.utils.module_loading import import_string


def grown_from(thing):
    """The sections that stand on the page of an idea or a finding, each a dict with its `template`."""
    sections = (import_string(path)(thing) for path in settings.GROWN_FROM)
    return [section for section in sections if section]
