"""The reviewer's pages: the desk, one application to score, a conflict to declare."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import reviews as actions
from ..forms.reviews import ConflictForm, ReviewForm
from ..models import Answer, Cohort, Review
from ..review_desk import desk_of, place_of
from ..review_rows import criterion_rows


@login_required
@require_http_methods(["GET", "POST"])
def reviews(request):
    """The desk of a reviewer; sending it begins the calibration of a cohort."""
    now = timezone.now()
    if request.method == "POST":
        cohorts = Cohort.objects.reviewed_by(request.user, now)
        cohort = get_object_or_404(cohorts, pk=_number(request.POST.get("cohort")))
        actions.begin_calibration(cohort=cohort, person=request.user, now=now)
        first = Review.objects.open_to(request.user, now).of_samples().waiting().filter(application__cohort=cohort)
        return redirect(_page(first.order_by("pk").first(), cohort))
    return render(request, "academy/reviews.html", {"desks": desk_of(request.user, now)})


@login_required
@require_http_methods(["GET", "POST"])
def review(request, pk):
    """One application without names: score each criterion, keep a draft or submit."""
    now = timezone.now()
    row = _review_or_404(request.user, pk, now)
    cohort = row.application.cohort
    is_draft = request.POST.get("do") == "draft" and not row.submitted_at
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data, review=row, criteria=cohort.criteria.order_by("position", "pk"), is_draft=is_draft)
    if form.is_valid():
        act = actions.save_scores if is_draft else actions.submit_review
        try:
            check_rate(request, "review")
            act(review=row, levels=form.levels, note=form.cleaned_data["note"], now=now)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _onward(request, row, is_draft, now)
    context = {"review": row, "application": row.application, "cohort": cohort, "form": form}
    context |= {"rows": list(criterion_rows(row, form, now)), "place": place_of(row, now)}
    context["is_decided"] = hasattr(cohort, "selection")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "academy/review.html", context, status=status)


def _onward(request, row, is_draft, now):
    """Where the reviewer goes after saving: on the page, or to the next application, or to the desk."""
    if is_draft:
        messages.success(request, _("Your draft is kept. Only you can read it until you submit it."))
        return redirect("academy:review", row.pk)
    if not Review.objects.filter(pk=row.pk).exists():  # a conflict came up, which set it aside
        messages.warning(request, _("This review is no longer yours: the organizers gave it back."))
        return redirect(_page(None, row.application.cohort))
    if row.submitted_at:
        messages.success(request, _("Your scores are changed."))
        return redirect("academy:review", row.pk)
    if row.application.is_sample:
        messages.success(request, _("Submitted. Here is how the others scored this sample."))
        return redirect("academy:review", row.pk)
    messages.success(request, _("Submitted: %(code)s.") % {"code": row.application.code})
    following = place_of(row, now)["next"] if request.POST.get("do") == "next" else None
    if following:
        return redirect("academy:review", following)
    return redirect(_page(None, row.application.cohort))


@login_required
@require_http_methods(["GET", "POST"])
def declare_conflict(request, pk):
    """Give an application to somebody else."""
    now = timezone.now()
    row = get_object_or_404(_own(request.user, now).of_people().waiting(), pk=pk)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            check_rate(request, "review")
            actions.declare_conflict(review=row, note=form.cleaned_data["note"], now=now)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Thank you. You do not review this application any more."))
            return redirect(_page(None, row.application.cohort))
    context = {
        "question": _("Give application %(code)s to somebody else?") % {"code": row.application.code},
        "consequence": _("What you scored so far is deleted, and you do not see this application again."),
        "action": _("I have a conflict of interest"),
        "cancel_url": reverse("academy:review", args=[row.pk]),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "_components/confirm.html", context, status=status)


def _own(person, now):
    return Review.objects.open_to(person, now).select_related(
        "reviewer", "application__person", "application__language", "application__cohort__language"
    )


def _review_or_404(person, pk, now):
    """The person's own review with all that its page shows."""
    rows = _own(person, now).select_related("application__cohort__selection")
    answers = Prefetch("application__answers", Answer.objects.order_by("pk"))
    return get_object_or_404(rows.prefetch_related("scores", "application__person__affiliates", answers), pk=pk)


def _page(following, cohort):
    """The page of a review, or the cohort's part of the desk."""
    if following:
        return reverse("academy:review", args=[following.pk])
    return f"{reverse('academy:reviews')}#cohort-{cohort.pk}"


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 18 else None
