"""Registering for days, leaving them, and answering the offer of a seat."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from people.readers import same_for_all_readers
from people.rules import check_rate

from .. import register_page as page
from ..actions import registrations as actions
from ..forms.registrations import RegisterForm
from ..models import Edition, Need, Registration


def edition_or_404(slug, now):
    """A published edition that one registers for, or did."""
    editions = Edition.objects.published_at(now).filter(registration_opens_at__isnull=False)
    return get_object_or_404(editions.select_related("language"), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@same_for_all_readers
def register(request, slug):
    """The days with their seats, for whom they are, and how one stands; choose days to register for.

    The page says what came of it; a message would cost the session's row for each of hundreds who come at once.
    """
    now = timezone.now()
    edition = edition_or_404(slug, now)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    form = RegisterForm(request.POST if request.method == "POST" else None, edition=edition)
    if form.is_valid():
        try:
            actions.register_for(days=form.cleaned_data["days"], person=request.user, now=now)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("learning_days:register", slug)
    shown = _shown(edition, request.user, form, now)
    return render(request, "learning_days/register.html", shown, status=invalid(form))


def _shown(edition, person, form, now):
    rows = page.rows_of(edition, person, now)
    own = page.own_rows(rows)
    keys = [row["registration"].pk for row in own]
    return {
        "edition": edition,
        "form": form,
        "rows": rows,
        "own": own,
        "is_offered": any(row["state"] == "offered" for row in own),
        "can_register": page.is_open(rows),
        "rules": page.rules_said(edition, rows),
        "window": page.window_said(edition, now),
        "told_needs": bool(keys) and Need.objects.kept_at(now).filter(registration__in=keys).exists(),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_day(request, slug, pk):
    """Ask before a day is left, then offer the seat to who waits first."""
    now = timezone.now()
    rows = Registration.objects.filter(person=request.user, day=pk, day__edition__slug=slug)
    rows = rows.select_related("day__edition__language").filter(day__edition__published_at__lte=now)
    found = rows.filter(left_at__isnull=True).first() or rows.order_by("-pk").first()
    if found is None:
        raise Http404
    back = reverse("learning_days:register", args=[slug])
    if found.left_at:
        return redirect(back)
    if request.method == "POST":
        return _left(request, found, back)
    return render(request, "_components/confirm.html", _question(found, back))


def _left(request, registration, back):
    try:
        actions.leave(registration=registration, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("You left the day. What you told about your needs for it is deleted."))
    return redirect(back)


def _question(registration, back):
    """What the page asks; who only waits has less to lose."""
    if registration.seated_at:
        consequence = _(
            "Your seat goes to the next who waits, and you leave the workshops of that day. If you come back, you begin"
            " anew, at the end of the waiting list."
        )
    else:
        consequence = _("Your place on the waiting list is lost. If you come back, you stand at its end.")
    return {
        "question": _("Leave “%(day)s”?") % {"day": registration.day.title},
        "consequence": consequence,
        "action": _("Leave the day"),
        "danger": True,
        "cancel_url": back,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_offer(request, pk):
    """The two answers to a held seat; who sends one is led to the page that says what holds."""
    now = timezone.now()
    rows = Registration.objects.select_related("day__edition__language")
    found = get_object_or_404(rows, pk=pk, person=request.user, day__edition__published_at__lte=now)
    back = reverse("learning_days:register", args=[found.day.edition.slug])
    said = request.POST.get("answer")
    if said in ("accept", "decline"):
        return _answered(request, found, said == "accept", back)
    if not Registration.objects.offered_at(now).filter(pk=pk, day__cancelled_at__isnull=True).exists():
        return redirect(back)
    refusal = _("Choose whether you take the seat or give it back.") if request.method == "POST" else ""
    context = {"edition": found.day.edition, "refusal": refusal, **page.held(found), **page.day_of(found)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "learning_days/answer_offer.html", context, status=status)


def _answered(request, registration, accept, back):
    try:
        check_rate(request)
        actions.answer(registration=registration, accept=accept, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        took, gave = _("The seat is yours."), _("You gave the seat back. Somebody who waits is offered it.")
        messages.success(request, took if accept else gave)
    return redirect(back)
