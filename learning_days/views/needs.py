"""What somebody needs to come: the person writes it, the organizers of the edition read it."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from people.rules import check_rate

from ..actions.needs import tell_needs
from ..forms.registrations import NeedsForm
from ..models import Need, Registration
from .registrations import edition_or_404


@never_cache  # nobody finds it in a shared browser
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request, slug):
    """Tell it for all one's days of the edition, change it, delete it."""
    now = timezone.now()
    edition = edition_or_404(slug, now)
    own = Registration.objects.standing().filter(day__edition=edition, person=request.user)
    days = [row.day for row in own.select_related("day")]
    if not days:
        raise Http404
    told = Need.objects.kept_at(now).filter(registration__in=own).order_by("-changed_at", "pk").first()
    kept = {"travel": told.travel, "access": told.access} if told else {}
    form = NeedsForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        try:
            check_rate(request)
            saved = tell_needs(edition=edition, person=request.user, now=now, **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            said = _("The organizers can read it.") if saved else _("Nothing of it is kept.")
            messages.success(request, said)
            return redirect("learning_days:register", slug)
    context = {"edition": edition, "form": form, **_kept_until(days, now)}
    return render(request, "learning_days/needs.html", context, status=invalid(form))


def _kept_until(days, now):
    last = max(day.ends_at for day in days)
    deleted = timezone.localtime(last + timedelta(days=Need.KEPT_DAYS)).date()
    return {"deleted_on": formats.date_format(deleted), "over": last <= now}
