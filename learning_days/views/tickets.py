"""The ticket of a registration, and the page that its QR code opens on the phone of an organizer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.attendance import note
from ..models import Attendance, Registration
from ..ticket_page import came_of, code_of, ticket_of

TICKETS = Registration.objects.select_related("person", "day__edition__language", "attendance")


@login_required
@require_safe
def ticket(request, token):
    """One's own ticket: to show on the phone, or to print."""
    registration = get_object_or_404(TICKETS.filter(person=request.user), token=token)
    context = ticket_of(registration)
    if context["standing"] in ("seated", "staff"):
        context["code"] = code_of(registration)
    context["others"] = Registration.objects.expected().filter(
        person=request.user, day__edition=registration.day.edition_id, day__cancelled_at__isnull=True
    )
    context["others"] = context["others"].exclude(pk=registration.pk).select_related("day").order_by("day__date")
    return render(request, "learning_days/ticket.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def scan(request, token):
    """Who this is, for the organizers of the edition; their button notes that the person is there."""
    registration = TICKETS.filter(token=token).at_the_door_of(request.user).first()
    if registration is None:
        return _own_ticket(request, token)
    refusal = ""
    if request.method == "POST":
        try:
            _noted, is_new = note(
                registration=registration, how=Attendance.How.CODE, actor=request.user, now=timezone.now()
            )
        except ValidationError as refused:
            refusal = refused.messages[0]
        else:
            if is_new:
                messages.success(request, _("Noted. You can scan the next code."))
            return redirect("learning_days:scan", token)
    context = ticket_of(registration) | came_of(registration.day) | {"refusal": refusal}
    return render(request, "learning_days/scan.html", context, status=422 if refusal else 200)


def _own_ticket(request, token):
    """Who scans the own code gets the ticket; to everybody else the code says nothing."""
    if request.user.registrations.filter(token=token).exists():
        return redirect(reverse("learning_days:ticket", args=[token]))
    raise Http404
