"""The page of one's own private list of people not to be paired with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from people.rules import check_rate

from ..actions import exclusions as actions
from ..forms.avoiding import AvoidForm
from ..models import Exclusion, Pairing


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def avoid(request):
    """Add somebody, or take somebody out; nobody else sees this page."""
    if "remove" in request.POST:
        return _removed(request)
    data = request.POST if request.method == "POST" else None
    form = AvoidForm(data, initial={"username": request.GET.get("username", "")[:150]})
    if form.is_valid():
        try:
            check_rate(request)
            row = actions.avoid(person=request.user, other=form.cleaned_data["username"], now=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s stands in your list.") % {"name": row.other})
            return redirect("mentoring:avoid")
    listed = Exclusion.objects.filter(person=request.user).select_related("other").order_by("other__display_name", "pk")
    context = {"form": form, "listed": listed, "pairs": _pairs_with(request.user, listed)}
    return render(request, "mentoring/avoid.html", context, status=invalid(form))


def _pairs_with(person, listed):
    """The pairs that run with somebody of the list: they go on until one of the two ends them."""
    others = {row.other_id for row in listed}
    pairs = Pairing.objects.active().of(person).with_people()
    return [pair for pair in pairs if {pair.mentee_id, pair.mentor.person_id} & others]


def _removed(request):
    number = request.POST["remove"]
    if number.isdecimal() and len(number) < 19:
        actions.allow(person=request.user, other=int(number))
    messages.success(request, _("Your list is changed."))
    return redirect("mentoring:avoid")
