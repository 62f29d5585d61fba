"""What the pages of feedback show, in ready strings: the form of one day, and what was said of an edition."""

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from people.text import render_markdown

from .forms.feedback import RATINGS
from .models import Feedback, Pledge
from .rules import feedback as rules

QUESTIONS = {"liked_best": _("What was liked best"), "next_time": _("What should be different next time")}


def day_context(registration, now):
    """One day for the person who comes to it: {edition, day, is_open, is_over, begins, closes, given}."""
    day = registration.day
    return {
        "edition": day.edition,
        "day": day,
        "is_open": rules.is_open(day, now),
        "is_over": now >= rules.closes_at(day),
        "date": date_format(day.date),
        "begins": _moment(day.starts_at),
        "closes": _moment(rules.closes_at(day)),
        "given": Feedback.objects.filter(registration=registration).first(),
    }


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def said_of(edition, now):
    """What everybody may read of each day that stands: its ratings and its quotes, once nobody can change them."""
    days = list(edition.days.standing().order_by("date"))
    closed = [day.pk for day in days if now >= rules.closes_at(day)]
    told = Feedback.objects.of_participants().filter(registration__day__in=closed)
    ratings, quotes = told.by_rating(), _quotes(told)
    return [_day(day, now, rules.shown_ratings(ratings.get(day.pk, {})), quotes.get(day.pk, [])) for day in days]


def _day(day, now, shown, quotes):
    row = {"day": day, "date": date_format(day.date), "is_closed": now >= rules.closes_at(day)}
    if not row["is_closed"]:
        return row | {"has_begun": now >= day.starts_at, "closes": _moment(rules.closes_at(day))}
    if shown is None:
        return row
    cells = shown["cells"]
    return row | {
        "answers": shown["answers"],
        "bars": _bars(cells),
        "has_hidden": None in cells.values(),
        "mean": "" if shown["mean"] is None else number_format(shown["mean"], decimal_pos=1),
        "questions": [_question(name, quotes) for name in QUESTIONS],
    }


def _bars(cells):
    """A row for each rating, the best first, and one for words alone, where there were; hidden numbers have no bar."""
    most = max((people or 0 for people in cells.values()), default=0) or 1
    rows = RATINGS if cells[rules.UNRATED] == 0 else [*RATINGS, (rules.UNRATED, _("words alone, without a number"))]
    return [
        {"label": label, "people": cells[key], "width": None if cells[key] is None else round(cells[key] / most * 100)}
        for key, label in rows
    ]


def _quotes(told):
    """{day's key: [(liked_best, next_time, language)]}"""
    rows = told.quotable().values_list("registration__day", "liked_best", "next_time", "lang")
    quotes = {}
    for day, *quote in rows.order_by("pk"):
        quotes.setdefault(day, []).append(quote)
    return quotes


def _question(name, quotes):
    """The words to one question by the alphabet: neither who wrote first nor what else they wrote shows."""
    column = list(QUESTIONS).index(name)
    texts = sorted((quote[column], quote[2]) for quote in quotes if quote[column])
    return {"title": QUESTIONS[name], "texts": [{"html": render_markdown(text), "lang": lang} for text, lang in texts]}


def public_pledges(edition):
    """The pledges that everybody may read, the newest first."""
    rows = Pledge.objects.standing().filter(edition=edition, is_public=True, hidden_at__isnull=True)
    return rows.select_related("person").newest_first()
