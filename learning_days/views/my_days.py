"""A person's own days of an edition, and the private address of their calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import calendars as actions
from ..models import Edition
from ..my_days_page import page_of


@login_required
@require_safe
def my_days(request, slug):
    """What I come to: seats, waits, clashes, what I lead, and my calendar."""
    now = timezone.now()
    editions = Edition.objects.published_at(now).select_related("language")
    edition = get_object_or_404(editions, slug=slug)
    return render(request, "learning_days/my_days.html", page_of(edition, request.user, now))


@login_required
@require_POST
def renew_calendar(request):
    """Make the address of my calendar, or a new one in place of it."""
    actions.renew_calendar(person=request.user, now=timezone.now())
    messages.success(request, _("This is your new address. An older one does not work any more."))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(f"{back}#my-calendar" if is_ours else reverse("learning_days:editions"))
