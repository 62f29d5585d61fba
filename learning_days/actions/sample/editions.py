"""The editions of the sample: those that were held, with their figures, two invented ones, and one to come."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from academy.actions.sample.source import first_load, moment, origin
from consultations.rules.sample import check_can_load_sample
from people.models import Language

from ...models import Day, Edition, Figure
from .source import COMING, read

BEGIN, END = time(9), time(17)


@transaction.atomic
def load_editions(*, now):
    """All of them; loading again adds only what is missing. Answers the one to come."""
    check_can_load_sample()
    english = Language.objects.select_for_update().get(code="en")  # two loads at once would both find nothing there
    first_day = first_load(now)
    known = set(Edition.objects.values_list("slug", flat=True))
    for row in read("editions")["editions"]:
        if row["slug"] not in known:
            _load(row, first_day, english, now)
    return Edition.objects.get(slug=COMING)


def _load(row, first_day, language, now):
    days, figures = row.get("days", []), row.get("figures", [])
    dates = [day.get("date") or first_day + timedelta(days=day["in_days"]) for day in days]
    texts = {name: row.get(name, "") for name in ("title", "venue", "zone", "summary", "criteria", "source_url")}
    edition = Edition.objects.create(
        slug=row["slug"],
        year=row.get("year") or dates[0].year,
        language=language,
        finding=origin(row)["finding"],
        is_demonstration=row.get("is_demonstration", False),
        published_at=moment(first_day, row["published_in"]) if "published_in" in row else now,
        **texts,
        **_window(row, first_day),
    )
    Day.objects.bulk_create(_day(edition, day, date) for day, date in zip(days, dates, strict=True))
    Figure.objects.bulk_create(
        Figure(edition=edition, position=position, **figure) for position, figure in enumerate(figures)
    )


def _window(row, first_day):
    """When registration is open, where it is."""
    if "opens_in" not in row:
        return {}
    opens, closes = (moment(first_day, row[name]) for name in ("opens_in", "closes_in"))
    return {"registration_opens_at": opens, "registration_closes_at": closes}


def _day(edition, row, date):
    starts, ends = (datetime.combine(date, at, ZoneInfo(edition.zone)) for at in (BEGIN, END))
    return Day(
        edition=edition,
        date=date,
        starts_at=starts,
        ends_at=ends,
        title=row["title"],
        audience=row.get("audience", Day.Audience.EVERYONE),
        capacity=row.get("capacity"),
    )
