"""What all our files for calendar programs begin and end with."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from icalendar import Calendar, vText

from .time_zones import add_time_zones

ASK_AGAIN = timedelta(hours=12)


def calendar_of(subject, title=""):
    """A calendar without events. `subject`: what it holds, for programs; `title`: its name, for people."""
    file = Calendar()
    file.add("prodid", f"-//Peer Academy//{subject}//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    if title:
        file.add("x-wr-calname", vText(title))
        file.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", "PT12H")
    return file


def uid(name):
    """The name of an event, which it never changes."""
    return f"{name}@{urlsplit(settings.SITE_URL).hostname}"


def bytes_of(file):
    """The calendar with the rules of the time zones that its events name."""
    add_time_zones(file)
    return file.to_ical()


def answer(file, name, *, is_private=False):
    """The calendar as a file of this name; what is private no shared cache keeps."""
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    response = HttpResponse(bytes_of(file), content_type="text/calendar; charset=utf-8", headers=headers)
    patch_cache_control(response, no_cache=True, **({"private": True} if is_private else {}))
    return response
