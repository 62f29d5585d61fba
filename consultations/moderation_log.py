"""What the moderators did, counted by month (UTC) and kind of text: no texts and no names.

Every number is counted from the reports, the appeals and the history of the texts at the moment of asking. A text that
several readers reported at once counts as many reports, and as one text that was kept or hidden.
"""

from collections import defaultdict
from datetime import UTC

from django.db.models import BooleanField, CharField, Count, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from .models import Appeal, Report
from .moderated_texts import MODELS, texts_of

STEPS = {
    "reports": _("Reports received"),
    "kept": _("Kept after a report"),
    "hidden": _("Hidden"),
    "shown": _("Shown again"),
    "appeals": _("Appeals"),
    "upheld": _("Appeals refused"),
    "granted": _("Appeals granted"),
}


def months_of_moderation(consultation):
    """The months in which something happened, newest first: the kinds of texts, and a row of counts for each step."""
    counts = defaultdict(lambda: defaultdict(dict))
    first, *others = (query for kind in MODELS for query in _queries(kind, consultation))
    for kind, step, month, number in first.union(*others, all=True):
        counts[month][kind][step] = number
    return [_table(month.date(), kinds) for month, kinds in sorted(counts.items(), reverse=True)]


def _table(month, counts):
    kinds = [kind for kind in MODELS if kind in counts]
    return {
        "month": month,
        "kinds": [MODELS[kind]._meta.verbose_name_plural for kind in kinds],
        "rows": [
            {"label": label, "numbers": [counts[kind].get(step, 0) for kind in kinds]} for step, label in STEPS.items()
        ],
    }


def _queries(kind, consultation):
    """One query for each step: (kind, step, month, number)."""
    texts = texts_of(kind, consultation).order_by().values("pk")
    about = {f"{kind}__in": texts}
    reports, appeals = Report.objects.filter(**about), Appeal.objects.filter(**about)
    history = MODELS[kind].history.filter(id__in=texts)
    hidings, one_hiding = history.filter(hidden_at__isnull=False), _together("id", "hidden_at")
    return [
        _by_month(reports, kind, "reports", "created_at"),
        _by_month(reports.filter(decision="kept"), kind, "kept", "decided_at", _together(kind, "decided_at")),
        _by_month(hidings, kind, "hidden", "hidden_at", one_hiding),
        _by_month(_ends_of(hidings, history), kind, "shown", "history_date"),
        _by_month(appeals, kind, "appeals", "created_at"),
        _by_month(appeals.filter(decision="upheld"), kind, "upheld", "decided_at"),
        _by_month(appeals.filter(decision="shown"), kind, "granted", "decided_at"),
    ]


def _by_month(rows, kind, step, moment, what="pk"):
    """The rows of each month, counted by `what` makes one of them."""
    names = {"kind": Value(kind, CharField()), "step": Value(step, CharField())}
    months = rows.order_by().values(**names, month=TruncMonth(moment, tzinfo=UTC))
    return months.annotate(number=Count(what, distinct=True)).values_list("kind", "step", "month", "number")


def _together(*columns):
    """Several columns that only together make one thing, as a row of PostgreSQL that can be counted."""
    return Func(*map(F, columns), function="ROW", output_field=BooleanField())


def _ends_of(hidings, history):
    """The entries with which a text that was hidden is shown again."""
    before = history.model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id").values("hidden_at")[:1]
    shown = history.filter(hidden_at=None, id__in=hidings.values("id"))
    return shown.annotate(hidden_before=Subquery(before)).filter(~Q(hidden_before=None))
