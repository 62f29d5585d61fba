"""Taking a seat in a workshop and leaving it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from people.rules import check_rate

from ..actions import seats as actions
from ..models import Edition, Registration, Workshop, WorkshopSeat
from ..released import newest, workshops_of
from ..rules.seats import check_can_leave, not_registered
from ..workshop_page import seat_of

# Each change may offer the seat to somebody by mail.
TOO_OFTEN = gettext_lazy("You have taken and left seats very often within an hour. Please try it again later.")


@login_required
@require_POST
def take_seat(request, slug, pk):
    """Take a seat, or the next place in the line; the page says what came of it."""
    now = timezone.now()
    edition, item = released(slug, pk, now)
    refused = _refused(request, item, now)
    if request.htmx:
        context = {"edition": edition, "seat": seat_of(item, request.user, now), "refused": refused, "is_answer": True}
        return render(request, "learning_days/_seat.html", context)
    if refused:
        messages.error(request, refused)
    return redirect(reverse("learning_days:workshop", args=[slug, pk]) + "#seat")


def _refused(request, item, now):
    """Take the seat; answer the sentence where that is refused."""
    registration = Registration.objects.standing().filter(person=request.user, day=item.day).first()
    try:
        check_rate(request, "seat", TOO_OFTEN)
        if registration is None:
            raise not_registered()
        actions.take(registration=registration, workshop=Workshop(pk=item.id), now=now)
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def released(slug, pk, now):
    """The edition and the workshop of its newest release at an address, or a 404."""
    edition = get_object_or_404(Edition.objects.published_at(now), slug=slug)
    item = next((item for item in workshops_of(newest(edition)) if item.id == pk), None)
    if item is None:
        raise Http404
    return edition, item


@login_required
@require_http_methods(["GET", "POST"])
def leave_seat(request, slug, pk):
    """Ask before a workshop is left; who waits first and can come gets the seat."""
    now = timezone.now()
    _edition, item = released(slug, pk, now)
    seats = WorkshopSeat.objects.standing().filter(registration__left_at__isnull=True).select_related("registration")
    seat = seats.filter(workshop=pk, registration__person=request.user).first()
    page = reverse("learning_days:workshop", args=[slug, pk])
    if seat is None:
        return redirect(page)
    if request.method == "POST":
        return _left(request, seat, page, now)
    try:
        check_can_leave(item, now)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(page)
    return render(request, "_components/confirm.html", _question(item, seat, page))


def _left(request, seat, page, now):
    try:
        check_rate(request, "seat", TOO_OFTEN)
        actions.leave(seat=seat, now=now)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("You left the workshop."))
    return redirect(page)


def _question(item, seat, page):
    """What the page asks; who only waits has less to lose."""
    if seat.seated_at:
        consequence = _("Your seat goes to whoever waits. If you come back, you stand at the end of the waiting list.")
    else:
        consequence = _("Your place on the waiting list is lost. If you come back, you stand at its end.")
    return {
        "question": _("Leave “%(workshop)s”?") % {"workshop": item.title},
        "consequence": consequence,
        "action": _("Leave the workshop"),
        "danger": True,
        "cancel_url": page,
    }
