"""Pages of the board of opportunities: find, read, propose."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.searched_list import searched_list
from consultations.views.refusals import add_refusal, invalid
from people.readers import same_for_all_readers
from people.rules import check_rate

from ..actions import opportunities as actions
from ..forms.opportunities import OpportunityFilter, OpportunityForm
from ..models import Opportunity
from ..opportunity_rows import days_of, deadline_of, opportunity_rows

A_PAGE = 20


@require_safe
@same_for_all_readers
def opportunity_list(request):
    """What one can take part in, the next deadline first; what is over stands behind a link."""
    now, past = timezone.now(), request.GET.get("past") == "1"
    published = Opportunity.objects.published_at(now).select_related("language").defer("body", "body_html")
    shown = published.past_at(now).latest_first() if past else published.open_at(now).by_deadline()
    found = OpportunityFilter(request.GET, queryset=shown, now=now)
    context = searched_list(found, A_PAGE, also={"past": "1"} if past else None)
    context |= {
        "past": past,
        "has_past": past or published.past_at(now).exists(),
        "rows": list(opportunity_rows(context["page"])),
        "own": _own(request.user),
    }
    return render(request, "academy/opportunities.html", context)


def _own(person):
    """What this person proposed and readers do not see."""
    return Opportunity.objects.unpublished_of(person).select_related("language") if person.is_authenticated else ()


@require_safe
@same_for_all_readers
def opportunity(request, pk):
    """One opportunity; before it is published, for who proposed it."""
    now = timezone.now()
    visible = Opportunity.objects.visible_to(request.user, now).select_related("language", "proposed_by")
    found = get_object_or_404(visible, pk=pk)
    context = {
        "opportunity": found,
        "deadline": deadline_of(found),
        "days": days_of(found),
        "is_over": not Opportunity.objects.filter(pk=pk).open_at(now).exists(),
        "areas": found.areas.order_by("name"),
        "regions": found.regions.order_by("name"),
        "skills": found.skills.order_by("group__position", "position", "pk"),
    }
    return render(request, "academy/opportunity.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose_opportunity(request):
    """Propose something for the board; the organizers publish it."""
    form = OpportunityForm(request.POST or None, person=request.user, today=timezone.now().date())
    if form.is_valid():
        try:
            check_rate(request)
            proposed = actions.propose(proposer=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Thank you. The organizers read it, and you hear of their answer."))
            return redirect(proposed)
    return render(request, "academy/opportunity_form.html", {"form": form}, status=invalid(form))
