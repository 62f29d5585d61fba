"""The few template tags that the components need: icons and pictures as inline SVG."""

import json
from calendar import Calendar
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
STATUS_ICONS = {
    "error": "error",
    "success": "success",
    "warning": "alert",
}


@lru_cache(maxsize=1)
def all_icons():
    """Codex's icons by their name in the package, as it publishes them."""
    path = settings.BASE_DIR / "node_modules" / "@wikimedia" / "codex-icons" / "dist" / "codex-icons.json"
    return json.loads(path.read_text(encoding="utf-8"))


def package_name(name):
    """The package's name of an icon: `arrow-next` is `cdxIconArrowNext`."""
    return "cdxIcon" + "".join(part[0].upper() + part[1:] for part in name.split("-"))


def drawing(icon, language):
    """The paths of an icon in a language, and whether right-to-left pages mirror it."""
    if isinstance(icon, str):
        return icon, False
    if "langCodeMap" in icon:
        return icon["langCodeMap"].get(language, icon["default"]), False
    if language in RIGHT_TO_LEFT and "rtl" in icon:
        return icon["rtl"], False
    flips = icon.get("shouldFlip", False) and language not in icon.get("shouldFlipExceptions", [])
    return icon["ltr"], flips and language in RIGHT_TO_LEFT


@lru_cache(maxsize=1024)
def icon_svg(name, language, classes):
    """One icon as an `<svg>` that screen readers skip; an unknown name is a KeyError."""
    paths, mirrored = drawing(all_icons()[package_name(name)], language)
    if mirrored:
        classes += " icon--mirrored"
    return mark_safe(
        f'<svg class="{classes}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{paths}</svg>'
    )


@register.simple_tag
def icon(name, classes="icon"):
    """An icon of Codex by its name in kebab case: `{% icon "arrow-next" %}`."""
    return icon_svg(name, get_language() or settings.LANGUAGE_CODE, classes)


@register.simple_tag
def status_icon(status):
    """The icon of a message. Inline, for Codex draws a lightbulb for every status in Arabic."""
    return icon_svg(STATUS_ICONS.get(status, "info-filled"), settings.LANGUAGE_CODE, "icon cdx-message__icon--vue")


BAR = 1000  # the width of a bar in its own units
BAR_SVG = (
    '<svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="{}">'
    '<rect class="bar__ground" width="1000" height="20"/>{}</svg>'
)


@register.simple_tag
def vote_bar(in_favour, neutral, against, low=None, high=None):
    """Votes as one bar: for solid, neutral low, against hollow; `low` to `high` (0 to 1) is the interval of for."""
    total = in_favour + neutral + against
    said = _("For: %(in_favour)d, neutral: %(neutral)d, against: %(against)d") % {
        "in_favour": in_favour,
        "neutral": neutral,
        "against": against,
    }
    if not total:
        return format_html(BAR_SVG, said, "")
    first, second = round(BAR * in_favour / total), round(BAR * (in_favour + neutral) / total)
    parts = rectangle("for", 0, first, 0, 20) + rectangle("neutral", first, second, 5, 10)
    parts += rectangle("against", second, BAR, 1, 18)
    if low is not None and high is not None:
        parts += whisker(round(BAR * low), round(BAR * high))
    return format_html(BAR_SVG, said, mark_safe(parts))


def rectangle(kind, start, end, top, height):
    """One part of a bar, or nothing where nobody chose it."""
    if end <= start:
        return ""
    return f'<rect class="bar__{kind}" x="{start}" y="{top}" width="{end - start}" height="{height}"/>'


def whisker(low, high):
    """The interval of a share, drawn over its bar."""
    return f'<path class="bar__whisker" d="M{low} 5v10M{low} 10H{high}M{high} 5v10"/>'


@register.inclusion_tag("_components/calendar_month.html")
def calendar_month(year, month, spans=()):
    """A month as a table; each span is (first day, last day, kind, label) and the last one given wins."""
    locale = current_locale()
    days = locale.days["stand-alone"]
    calendar = Calendar(locale.first_week_day)
    weeks = calendar.monthdatescalendar(year, month)
    today = timezone.localdate()
    return {
        "title": format_skeleton("yMMMM", weeks[1][0], locale=locale),
        "weekdays": [(days["narrow"][day], days["wide"][day]) for day in calendar.iterweekdays()],
        "weeks": [[day_cell(day, spans, today) if day.month == month else None for day in week] for week in weeks],
    }


def current_locale():
    """Babel's locale of the page's language; English where Babel has none."""
    try:
        return Locale.parse(get_language() or settings.LANGUAGE_CODE, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def day_cell(day, spans, today):
    """What the calendar shows of one day."""
    classes, labels = "", []
    for first, last, kind, label in spans:
        if first <= day <= last:
            classes = f" month__day--{kind}"
            classes += " month__day--starts" if day == first else ""
            classes += " month__day--ends" if day == last else ""
            labels = [*labels, str(label)]
    if day == today:
        classes += " month__day--today"
    return {
        "number": day.day,
        "iso": day.isoformat(),
        "classes": classes,
        "label": ", ".join(labels),
        "is_today": day == today,
    }
