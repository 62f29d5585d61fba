"""Pledges: making one, reading it, changing it, dropping it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.rules import check_rate

from ..actions import pledges as actions
from ..forms.pledges import PledgeForm
from ..models import Edition, Pledge
from ..pledge_page import can_pledge_more, pledge_row, released_title, reports_of, with_reports, workshops_for


def _pledges(now):
    rows = Pledge.objects.filter(edition__published_at__lte=now)
    return rows.select_related("edition__language", "person", "workshop")


def own_pledge(request, pk):
    """The reader's own, a dropped one too; for others it is not there."""
    return get_object_or_404(with_reports(_pledges(timezone.now()).of(request.user)), pk=pk)


@require_safe
def pledge(request, pk):
    """What somebody will do, and what became of it: for everybody where its person allowed that."""
    now, person = timezone.now(), request.user
    rows = _pledges(now)
    row = get_object_or_404(with_reports(rows.visible_to(person) | rows.of(person)), pk=pk)
    is_mine = person.is_authenticated and row.person_id == person.pk
    context = {
        **pledge_row(row, now),
        "edition": row.edition,
        "workshop": released_title(row),
        "reports": reports_of(row, person),
        "is_mine": is_mine,
        "section": "pledge" if is_mine else "somebody's",  # the tab of one's own days, or none
        "can_pledge_more": is_mine and can_pledge_more(row.edition, person, now),
    }
    return render(request, "learning_days/pledge.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_pledge(request, slug):
    """Pledge something, for who has a seat on a day that has begun."""
    now, person = timezone.now(), request.user
    editions = Edition.objects.published_at(now).begun_for(person, now).select_related("language")
    edition = get_object_or_404(editions, slug=slug)
    form = PledgeForm(request.POST or None, person=person, workshops=workshops_for(edition))

    def act(**said):
        return actions.make(edition=edition, person=person, now=now, **said)

    made = _done(request, form, act)
    if made is not None:
        messages.success(request, _("Your pledge is kept. In 30 days we ask what came of it."))
        return redirect(made)
    return _form_page(request, edition, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_pledge(request, pk):
    """Change one's pledge; its words stay once a report goes on from them."""
    pledge = own_pledge(request, pk)
    kept = {"text": pledge.text, "workshop": pledge.workshop_id, "is_public": pledge.is_public}
    workshops = workshops_for(pledge.edition, pledge.workshop)
    form = PledgeForm(request.POST or None, person=request.user, workshops=workshops, initial=kept, kept=pledge.lang)

    def act(**said):
        return actions.change(pledge=pledge, now=timezone.now(), **said)

    if _done(request, form, act) is not None:
        messages.success(request, _("Your pledge is changed."))
        return redirect(pledge)
    return _form_page(request, pledge.edition, form, pledge=pledge)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_pledge(request, pk):
    """Drop one's pledge after a question; a dropped one is taken up again."""
    pledge = own_pledge(request, pk)
    if request.method == "POST":
        return redirect(_taken_up(request, pledge) if "again" in request.POST else _dropped(request, pledge))
    context = {
        "question": _("Drop this pledge?"),
        "consequence": _("Nobody asks you about it any more, and nobody but you reads it. You can take it up again."),
        "action": _("Drop the pledge"),
        "cancel_url": pledge.get_absolute_url(),
    }
    return render(request, "_components/confirm.html", context)


def _dropped(request, pledge):
    messages.success(request, _("The pledge is dropped."))
    return actions.drop(pledge=pledge, now=timezone.now())


def _taken_up(request, pledge):
    try:
        pledge = actions.take_up(pledge=pledge)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Your pledge stands again."))
    return pledge


def _done(request, form, act):
    """What the action answers; None where the form comes back and says why."""
    if not form.is_valid():
        return None
    try:
        check_rate(request)
        return act(**form.said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _form_page(request, edition, form, pledge=None):
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"edition": edition, "form": form, "pledge": pledge, "section": "pledge"}
    return render(request, "learning_days/pledge_form.html", context, status=status)
