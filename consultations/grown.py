"""What apps above say grew from an idea, a finding or a course; `config.wiring` names them: they are unknown here."""

from django.conf import settings
from django.utils.module_loading import import_string


def grown_from(thing):
    """The sections that stand on the page of such a thing, each a dict with its `template`."""
    return sections(settings.GROWN_FROM, thing)


def sections(paths, thing):
    """What the functions at these dotted paths add to the page of a thing; some add nothing."""
    found = (import_string(path)(thing) for path in paths)
    return [section for section in found if section]
