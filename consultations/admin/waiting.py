"""What waits on the first page of the desk, a part for each kind of thing. The apps above add theirs to DESK_WAITS."""

from django.contrib import admin
from django.db.models import Count, Window

SHOWN = 5


def parts_for(request, parts):
    """The parts that a person may see: `parts` holds, by the model that stands in them, functions of the person."""
    return [part(request.user) for model, made in parts.items() if _may_see(request, model) for part in made]


def part(rows, line, **words):
    """One part: how many there are, the first of them, and what it says.

    `rows` is a query set in its order, `line` makes (key, what, about what, when) of a row.
    """
    name = f"admin:{rows.model._meta.app_label}_{rows.model._meta.model_name}"
    shown = list(rows.annotate(of_all=Window(Count("pk")))[:SHOWN])
    return {
        "count": shown[0].of_all if shown else 0,
        "rows": [line(row) for row in shown],
        "all": f"{name}_changelist",
        "page": f"{name}_change",
        **words,
    }


def _may_see(request, model):
    name = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return admin.site.is_registered(model) and request.user.has_perm(name)
