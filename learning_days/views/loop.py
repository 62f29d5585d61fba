"""The thread of one thing, for everybody who may see the thing."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from ..loop.rows import stages_of, steps_of
from ..loop.things import KINDS
from ..loop.walk import Reader, above, below, thing_of


@require_safe
@same_for_all_readers
def loop_page(request, kind, pk):
    """Where one thing came from, and what became of it."""
    reader = Reader(request.user, timezone.now())
    thing = thing_of(kind, pk, reader) if kind in KINDS else None
    if thing is None:
        raise Http404
    before, after = above(thing, reader), below(thing, reader)
    context = {
        "thing": thing,
        "label": KINDS[kind],
        "before": stages_of(before, thing, after),
        "after": stages_of(after, thing, before),
        "steps": steps_of(thing, before, after),
    }
    return render(request, "learning_days/loop.html", context)
