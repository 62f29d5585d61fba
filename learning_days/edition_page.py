"""What the pages of editions show, in ready strings."""

from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def edition_row(edition, now):
    """An edition with its span: {edition, when: on the venue's calendar, is_coming}."""
    return {"edition": edition, "when": _when(edition), "is_coming": bool(edition.over_at and edition.over_at > now)}


def split(rows):
    """(those to come, those that are over)"""
    return [row for row in rows if row["is_coming"]], [row for row in rows if not row["is_coming"]]


def _when(edition):
    if edition.begins_at is None:
        return str(edition.year)
    first, last = (_day(moment, edition.zone) for moment in (edition.begins_at, edition.over_at))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _day(moment, zone):
    return formats.date_format(timezone.localtime(moment, ZoneInfo(zone)).date())


def days_of(edition):
    """Each day: its date and hours at the venue, and the same on the reader's clock where that is another one."""
    return [day_row(day, edition.zone) for day in edition.days.order_by("date")]


def day_row(day, zone):
    """One day: {day, date, hours: at the venue, own: on the reader's clock, where that is another one}."""
    venue, own = _hours(day, ZoneInfo(zone)), _hours(day, timezone.get_current_timezone())
    return {"day": day, "date": formats.date_format(day.date), "hours": venue, "own": "" if own == venue else own}


def _hours(day, zone):
    begins, ends = (timezone.localtime(moment, zone) for moment in (day.starts_at, day.ends_at))
    if begins.date() == ends.date() == day.date:
        return f"{formats.time_format(begins)}–{formats.time_format(ends)}"
    return f"{formats.date_format(begins, 'DATETIME_FORMAT')} – {formats.date_format(ends, 'DATETIME_FORMAT')}"


def figures_of(edition):
    """What was reported: {label, value, source_url}."""
    return [
        {"label": row.label, "value": _value(row), "source_url": row.source_url}
        for row in edition.figures.order_by("position", "pk")
    ]


def _number(percent):
    """As many decimals as were reported: none, or two."""
    return formats.number_format(percent, decimal_pos=0 if percent == percent.to_integral_value() else 2)


def _value(figure):
    percent = "" if figure.percent is None else _("%(number)s %%") % {"number": _number(figure.percent)}
    if figure.count is None:
        return percent
    count = formats.number_format(figure.count)
    if figure.out_of is not None:
        count = _("%(count)s of %(all)s") % {"count": count, "all": formats.number_format(figure.out_of)}
    return f"{count} ({percent})" if percent else count
