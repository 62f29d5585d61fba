"""The board of opportunities for calendars and feed readers."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Event, vText

from consultations.feeds.answers import sent
from consultations.feeds.calendar import LAST_CALL, REMIND, in_a_line
from consultations.feeds.calendar_files import uid
from consultations.feeds.paged import PagedFeed, in_xml, page_number

from ..models import Opportunity
from ..opportunity_rows import deadline_of
from .answers import open_file

KEPT = timedelta(days=60)  # how long a calendar still gets what is over
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Peer Academy//opportunities//EN\r\nMETHOD:PUBLISH\r\n"
AGAIN = "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n"


def in_calendar(now):
    """What calendars get: published, with a deadline or days, and not over for long."""
    since = now - KEPT
    lasts = Q(closes_at__gt=since) | Q(starts_on__gt=since.date()) | Q(ends_on__gt=since.date())
    return Opportunity.objects.published_at(now).filter(lasts)


def stamp_of(opportunities):
    """Counts and sums that tell which they are and in which revision; the history tells of every other change."""
    numbers = opportunities.aggregate(count=Count("pk"), sum=Sum("pk"), revisions=Sum(F("pk") * F("revision")))
    return numbers, Opportunity.history.aggregate(last=Max("history_id"))


@open_file(lambda request: stamp_of(in_calendar(timezone.now())))
def opportunities_calendar(request):
    """Deadlines to the minute and events as whole days, row by row."""
    return sent(request, lines(timezone.now()), content_type="text/calendar; charset=utf-8", name="opportunities.ics")


def lines(now):
    """The calendar in parts of text."""
    yield f"{HEAD}{AGAIN}X-WR-CALNAME:{vText(_('Opportunities')).to_ical().decode()}\r\n"
    for opportunity in in_calendar(now).select_related("language").order_by("pk").iterator(chunk_size=100):
        for entry in events(opportunity):
            yield entry.to_ical().decode()
    yield "END:VCALENDAR\r\n"


def events(opportunity):
    """The last hour before the deadline, with a reminder, and the days that it lasts."""
    if opportunity.closes_at:
        close = _event(opportunity, "deadline", _("Deadline: %(title)s"))
        close.add("dtstart", opportunity.closes_at - LAST_CALL)
        close.add("dtend", opportunity.closes_at)
        close.add("description", vText(deadline_of(opportunity)))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(close["summary"]))
        alarm.add("trigger", -REMIND)
        close.add_component(alarm)
        yield close
    if opportunity.starts_on:
        days = _event(opportunity, "days", "%(title)s")
        days.add("dtstart", opportunity.starts_on)
        days.add("dtend", (opportunity.ends_on or opportunity.starts_on) + timedelta(days=1))  # the day after
        days.add("transp", "TRANSPARENT")
        if opportunity.place:
            days.add("location", vText(in_a_line(opportunity.place)))
        yield days


def _event(opportunity, name, summary):
    """What all events have: a name that never changes, a number that grows, and where to read more."""
    entry = Event()
    entry.add("uid", uid(f"opportunity-{opportunity.pk}-{name}"))
    entry.add("sequence", opportunity.revision)
    entry.add("dtstamp", opportunity.published_at)
    language = {"LANGUAGE": opportunity.language.code}
    entry.add("summary", vText(summary % {"title": in_a_line(opportunity.title)}), parameters=language)
    entry.add("url", settings.SITE_URL + opportunity.get_absolute_url())
    entry.add("class", "PUBLIC")
    return entry


def _published():
    return Opportunity.objects.published_at(timezone.now())


@open_file(lambda request: (page_number(request), stamp_of(_published())))
def opportunities_atom(request):
    """What was published last, for feed readers, a page at a time."""
    response = OpportunityFeed()(request)
    if "Last-Modified" in response.headers:  # that of the newest entry; a changed older one would be missed
        del response.headers["Last-Modified"]
    return response


class OpportunityFeed(PagedFeed):
    """The board as Atom, newest first."""

    def entries(self, _board):
        return _published().select_related("language").order_by("-published_at", "-pk")

    def address(self, _board):
        return reverse("academy:opportunities_atom")

    def title(self, _board):
        return _("Opportunities")

    def subtitle(self, _board):
        return _("Events, grants, roles and projects to take part in, newest first.")

    def link(self, _board):
        return settings.SITE_URL + reverse("academy:opportunities")

    def item_title(self, row):
        return in_xml(row.title)

    def item_description(self, row):
        return in_xml(row.body_html)

    def item_link(self, row):
        return settings.SITE_URL + row.get_absolute_url()

    def item_author_name(self, row):
        return in_xml(row.offered_by)

    def item_pubdate(self, row):
        return row.published_at

    def item_updateddate(self, row):
        return row.published_at

    def item_categories(self, row):
        return [in_xml(row.get_kind_display())]

    def item_extra_kwargs(self, row):
        return {"language": row.language.code}
