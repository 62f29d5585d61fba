"""Applying: the form with its draft, the applicant's own page, and withdrawing."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.rules import check_rate

from ..actions import applications as actions
from ..blind_answers import answer_rows, kept_rows
from ..decided import decided
from ..forms.applications import ApplicationForm
from ..models import Application, Cohort
from ..rules.applying import check_can_apply
from ..windows import state_at, window_of


@login_required
@require_http_methods(["GET", "POST"])
def apply(request, slug):
    """Write an application: keep it as a draft, look at what reviewers see, send it, change it."""
    cohort = get_object_or_404(Cohort.objects.published_at(timezone.now()).with_page(), slug=slug)
    application = _own(request).filter(cohort=cohort).first()
    form = ApplicationForm(request.POST or None, cohort=cohort, person=request.user, application=application)
    if form.is_valid() and "preview" not in request.POST:
        act = actions.save_draft if "draft" in request.POST else actions.submit
        try:
            check_rate(request)
            application = act(cohort=cohort, person=request.user, **form.written)
        except ValidationError as refusal:
            newest = _own(request).filter(cohort=cohort).first()
            form.refuse(refusal, newest)
            is_stale = getattr(refusal, "code", "") == "stale"
            return _form(request, cohort, form, newest, is_stale=is_stale)
        return _kept(request, application)
    return _form(request, cohort, form, application)


def _own(request):
    return Application.objects.filter(person=request.user).select_related("language", "cohort__language", "region")


def _kept(request, application):
    """Say what was done; a draft goes on where it was."""
    if application.submitted_at and not application.withdrawn_at:
        messages.success(request, _("Your application is sent. You can change it until the deadline."))
        return redirect(application)
    messages.success(request, _("Your draft is kept. Nobody else can read it, and it is not sent yet."))
    return redirect("academy:apply", application.cohort.slug)


def _form(request, cohort, form, application, is_stale=False):
    """The form, with the preview that was asked for, and with what is kept where another tab was quicker."""
    context = {
        "cohort": cohort,
        "form": form,
        "application": application,
        "window": window_of(cohort),
        "state": state_at(cohort, timezone.now()),
        "is_sent": bool(application and application.submitted_at and not application.withdrawn_at),
        "kept": kept_rows(application) if is_stale and application else None,
        "refusal": None if form.is_bound else _refusal(request, cohort),
    }
    if form.is_bound and form.is_valid() and "preview" in request.POST:
        written = form.written
        typed = Application(person=request.user, identifying=written["identifying"])
        context["preview"] = list(answer_rows(typed, form.criteria, written["answers"]))
    invalid = form.is_bound and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if invalid else HTTPStatus.OK
    return render(request, "academy/apply.html", context, status=status)


def _refusal(request, cohort):
    """Why this person cannot apply at all, said before anything is typed; None where they can."""
    try:
        check_can_apply(
            is_reviewer=cohort.reviewers.filter(person=request.user).exists(),
            is_organizer=cohort.organizers.filter(pk=request.user.pk).exists(),
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return None


@login_required
@require_safe
def application_page(request, code):
    """One's own application: where it stands, what was written, and what reviewers see of it."""
    now = timezone.now()
    application = get_object_or_404(_own(request), code=code)
    context = {
        "decision": decided(application, now),
        "application": application,
        "cohort": application.cohort,
        "window": window_of(application.cohort),
        "state": state_at(application.cohort, now),
        "answers": kept_rows(application),
    }
    return render(request, "academy/application.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request, code):
    """Ask, then withdraw."""
    application = get_object_or_404(_own(request), code=code)
    if request.method == "POST":
        try:
            actions.withdraw(application=application, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("Your application is withdrawn."))
        return redirect(application)
    is_open = state_at(application.cohort, timezone.now()) == "open"
    context = {
        "question": _("Withdraw your application?"),
        "consequence": _("It will not be reviewed. Until the deadline you can send it again: what you wrote is kept.")
        if is_open
        else _("It takes no part any more, and the deadline has passed: you cannot send it again."),
        "action": _("Withdraw it"),
        "danger": True,
        "cancel_url": application.get_absolute_url(),
    }
    return render(request, "_components/confirm.html", context)
