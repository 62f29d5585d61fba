"""What spread at home, for everybody."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations import licence
from consultations.searched_list import searched_list
from people.readers import same_for_all_readers

from ..forms.sharing import SharingFilter
from ..models import Edition, Sharing
from ..sharing_columns import COLUMNS
from ..sharing_page import rows_of, source_of, teachers_of, thread_of
from ..spread import Reports, from_editions, from_workshops, spread_of

A_PAGE = 20


@require_safe
@same_for_all_readers
def sharings(request):
    """What spread from Learning Days: pictures, tables, and the newest reports; all of them narrowed together."""
    now = timezone.now()
    reports = Reports()
    found = SharingFilter(request.GET, queryset=Sharing.objects.shown(), now=now)
    facts = _narrowed(reports, found, request.GET.get("workshop", ""))
    also = {"workshop": request.GET["workshop"]} if request.GET.get("workshop") else {}
    context = searched_list(found, A_PAGE, rows=[fact.pk for fact in facts], also=also)
    context |= {
        "is_filtered": context["is_filtered"] or bool(also),
        "only_one": "by" if request.GET.get("by") else "workshop" if also else "",
        "spread": spread_of(reports, facts),
        "editions": from_editions(reports, facts, now),
        "rows": rows_of(context["page"].object_list, reports.origins),
        "has_demonstration": any(fact.is_demonstration for fact in facts),
        "columns": COLUMNS,
        "licences": {"texts": licence.TEXTS, "figures": licence.FIGURES},
    }
    return render(request, "learning_days/sharings.html", context)


def _narrowed(reports, found, workshop):
    """The facts that the filter leaves; the database is asked only where it has to be."""
    typed = found.form.cleaned_data if found.form.is_valid() else {}
    keys = set(found.qs.values_list("pk", flat=True)) if found.narrows_rows else None
    edition, hand = typed.get("edition"), typed.get("hand")
    return reports.narrowed(
        keys=keys,
        edition=edition and edition.pk,
        workshop=int(workshop) if workshop.isdecimal() and len(workshop) < 19 else None,
        hand=int(hand) if hand else None,
    )


@require_safe
@same_for_all_readers
def edition_spread(request, slug):
    """What spread from one edition and from each of its workshops."""
    now = timezone.now()
    editions = Edition.objects.published_at(now).select_related("language").with_span()
    edition = get_object_or_404(editions, slug=slug)
    reports = Reports()
    facts = reports.narrowed(edition=edition.pk)
    newest = [fact.pk for fact in facts[:A_PAGE]]
    context = {
        "edition": edition,
        "spread": spread_of(reports, facts),
        "workshops": from_workshops(reports, facts, edition),
        "rows": rows_of(newest, reports.origins),
        "more": len(facts) > A_PAGE,
        "has_demonstration": any(fact.is_demonstration for fact in facts),
    }
    return render(request, "learning_days/spread.html", context)


@require_safe
@same_for_all_readers
def sharing(request, pk):
    """One report with the thread it stands in; hidden, for its author alone."""
    visible = Sharing.objects.visible_to(request.user).with_people()
    found = get_object_or_404(visible, pk=pk)
    thread = thread_of(found)
    context = {
        "sharing": found,
        "is_author": request.user.is_authenticated and found.person_id == request.user.pk,
        "thread": thread,
        "source": source_of(found, thread["above"], request.user, timezone.now()),
        "teachers": teachers_of(found, request.user),
        "skills": found.skills.order_by("group__position", "position", "pk"),
    }
    return render(request, "learning_days/sharing.html", context)
