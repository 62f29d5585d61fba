"""A reminder in words: the text in its reader's language, with what its placeholders stand for."""

from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from notices.templatetags.letters import isolated

from .models import Pledge
from .rules.reminders import Audience, Side, chosen, filled


def load_words(notices):
    """The days and texts of their rules, and which pledge each nudge asks of: a few queries for many."""
    rules = list({id(notice.subject): notice.subject for notice in notices}.values())
    prefetch_related_objects(rules, "edition__days", "texts__language")
    nudges = [notice for notice in notices if notice.subject.audience == Audience.PLEDGED]
    open_pledges = _open_pledges(nudges) if nudges else {}
    for notice in notices:
        notice.pledge = open_pledges.get((notice.recipient_id, notice.subject.edition_id))


def _open_pledges(nudges):
    """{(person, edition): the oldest pledge of which nothing was reported}"""
    people = {notice.recipient_id for notice in nudges}
    editions = {notice.subject.edition_id for notice in nudges}
    rows = Pledge.objects.unreported().filter(person__in=people, edition__in=editions).order_by("-made_at", "-pk")
    return {(pledge.person_id, pledge.edition_id): pledge for pledge in rows}


def day_of(notice, rule):
    """The day that a reminder belongs to, from what `load_words` read; None where it is gone."""
    return next((day for day in rule.edition.days.all() if day.pk == notice.payload["day"]), None)


def words_of(notice, rule):
    """The title and the text for the templates, and when it is where, for what is still to come."""
    day, edition = day_of(notice, rule), rule.edition
    wanted = [get_language() or "en", edition.language.code, "en"]
    text = chosen(rule.texts.all(), wanted)
    if text is None:
        return {"title": edition.title, "text": "", **facts_of(rule, day)}
    values = values_for(notice, day, edition)
    title = filled(text.subject, {name: isolated(value) for name, value in values.items()})
    return {"title": title, "text": filled(text.body, values), **facts_of(rule, day)}


def values_for(notice, day, edition):
    """What the placeholders stand for, in the language of the page."""
    begins = localtime(day.starts_at, ZoneInfo(edition.zone))
    return {
        "name": notice.recipient.display_name,
        "edition": edition.title,
        "day": day.title,
        "date": date_format(begins.date()),
        "time": time_format(begins),
        "venue": edition.venue,
        "pledge": notice.pledge.text if notice.pledge else "",
    }


def facts_of(rule, day):
    """When and where a day is that is still to come, on both clocks: right whatever the text says."""
    if rule.side == Side.AFTER:
        return {}
    venue, own = (hours_in(day, zone) for zone in (ZoneInfo(rule.edition.zone), get_current_timezone()))
    return {"venue_hours": venue, "own_hours": own if own != venue else "", "venue": rule.edition.venue}


def facts_of_move(notice, day):
    """The same for a day that was moved, or cancelled."""
    venue, own = (hours_in(day, zone) for zone in (ZoneInfo(day.edition.zone), get_current_timezone()))
    return {"day": day, "edition": day.edition, "venue_hours": venue, "own_hours": own if own != venue else ""}


def hours_in(day, zone):
    """ "6 February 2027, 09:00–17:00" on the clock of a zone."""
    begins, ends = (localtime(moment, zone) for moment in (day.starts_at, day.ends_at))
    values = {"date": date_format(begins.date()), "begins": time_format(begins), "ends": time_format(ends)}
    return _("%(date)s, %(begins)s–%(ends)s") % values


def leads_to(notice, rule):
    """Before a day its edition; after it the feedback; for a pledge the report, with the pledge filled in."""
    if rule.audience == Audience.PLEDGED:
        asked = f"?pledge={notice.pledge.pk}" if notice.pledge else ""
        return reverse("learning_days:new_sharing") + asked
    if rule.audience == Audience.ATTENDED:
        return reverse("learning_days:feedback", args=[rule.edition.slug, notice.payload["day"]])
    return rule.edition.get_absolute_url()
