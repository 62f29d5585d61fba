"""To report from home, to change a report, and to let oneself be named in one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consultations.views.refusals import add_refusal, invalid
from people.rules import check_rate

from ..actions import sharings as actions
from ..forms.sharing import SharingForm
from ..models import Sharing, SharingTeacher
from ..sharing_sources import sources, value_of

ASKED = {"pledge": "pledge", "workshop": "workshop", "edition": "edition", "from": "report"}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_sharing(request):
    """The one-minute report; an address may name what it goes on from."""
    now, asked = timezone.now(), _asked(request)
    found = sources(request.user, now, asked=asked)
    initial = {"source": asked if asked in found else "", "held_on": timezone.localdate(now)}
    form = SharingForm(request.POST or None, person=request.user, sources=found, initial=initial)
    if form.is_valid():
        try:
            check_rate(request)
            kept = actions.report(person=request.user, now=now, **form.report)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Thank you. Now everybody can see what became of it."))
            return redirect(kept)
    return _page(request, form, found.get(asked))


def _asked(request):
    """What was chosen, else what the address names, as a value of the form: ?pledge=3, ?workshop=5, ?from=9 …"""
    if request.method == "POST":
        return request.POST.get("source", "")[:40]
    for name, kind in ASKED.items():
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < 19:
            return f"{kind}:{int(key)}"
    return ""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_sharing(request, pk):
    """Change one's own report; a hidden one too, so that it can be shown again."""
    kept = get_object_or_404(Sharing.objects.filter(person=request.user).with_sources(), pk=pk)
    now, asked = timezone.now(), request.POST.get("source", "")[:40]
    found = sources(request.user, now, asked=asked, kept=kept)
    initial = {"source": value_of(kept)}
    form = SharingForm(request.POST or None, person=request.user, sources=found, kept=kept, initial=initial)
    if form.is_valid():
        typed = form.report
        typed.pop("form_key")
        try:
            check_rate(request)
            actions.change(sharing=kept, now=now, **typed)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your report is changed."))
            return redirect(kept)
    return _page(request, form, None, sharing=kept)


def _page(request, form, source, **more):
    context = {"form": form, "source": source, **more}
    return render(request, "learning_days/sharing_form.html", context, status=invalid(form))


@login_required
@require_POST
def answer_teaching(request, pk):
    """Let readers of a report see one's name, or not; it can be changed at any time."""
    rows = SharingTeacher.objects.filter(person=request.user, sharing__in=Sharing.objects.visible_to(request.user))
    teacher = get_object_or_404(rows.select_related("sharing"), sharing_id=pk)
    answer = request.POST.get("answer")
    if answer not in ("yes", "no"):
        messages.warning(request, _("Nothing was chosen, and nothing changed."))
        return redirect(teacher.sharing)
    actions.answer_teaching(teacher=teacher, agrees=answer == "yes", now=timezone.now())
    said = {"yes": _("Readers see your name now."), "no": _("Readers do not see your name.")}
    messages.success(request, said[answer])
    return redirect(teacher.sharing)
