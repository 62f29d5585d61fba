"""Saying how a day was, and what was said."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.readers import same_for_all_readers
from people.rules import check_rate

from ..actions import feedback as actions
from ..feedback_page import day_context, public_pledges, said_of
from ..forms.feedback import SAID, FeedbackForm
from ..models import Edition, Registration

PLEDGES_A_PAGE = 30


@login_required
@never_cache  # nobody finds it in a shared browser
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, slug, pk):
    """One's own words about a day, for who is registered: written once, changed until 30 days after the day."""
    registration, now = own_registration(request, slug, pk), timezone.now()
    context = day_context(registration, now)
    if "unquote" in request.POST:
        actions.take_leave_back(registration=registration)
        messages.success(request, _("Nobody reads your words any more but you and the organizers."))
        return redirect(request.path)
    context["pledge"] = _pledge(registration, context["given"])
    form = _form(request, registration, context["given"], context["pledge"])
    if form.is_valid() and _given(request, registration, form):
        return redirect(request.path)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "learning_days/feedback.html", {**context, "form": form}, status=status)


def own_registration(request, slug, pk):
    """The reader's seat on this day, or one that was left after something was said; for others it is not there."""
    now, seated = timezone.now(), Registration.objects.seated().values("pk")
    rows = Registration.objects.filter(Q(pk__in=seated) | Q(feedback__isnull=False), person=request.user, day=pk)
    rows = rows.filter(day__edition__slug=slug, day__edition__published_at__lte=now)
    rows = rows.select_related("day__edition__language").order_by(F("left_at").desc(nulls_first=True), "pk")
    return get_object_or_404(rows[:1])


def _pledge(registration, given):
    """The standing pledge that came of what was said, or None."""
    return given and actions.pledge_of(registration.day.edition, registration.person_id, given.next_30_days)


def _form(request, registration, given, pledge):
    if given is None:
        return FeedbackForm(request.POST or None, person=request.user)
    initial = {name: getattr(given, name) for name in SAID if name != "lang"}
    initial["is_public"] = pledge is not None and pledge.is_public
    return FeedbackForm(request.POST or None, person=request.user, initial=initial, kept=given.lang)


def _given(request, registration, form):
    """Whether it was kept; else the form says why not."""
    try:
        check_rate(request)
        actions.give(
            registration=registration, said=form.said, is_public=form.cleaned_data["is_public"], now=timezone.now()
        )
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    messages.success(request, _("Thank you. What you wrote is kept."))
    return True


@require_safe
@same_for_all_readers
def feedback_results(request, slug):
    """What was said of each day, and what people will do: no number of fewer than 5 people."""
    now = timezone.now()
    editions = Edition.objects.published_at(now).select_related("language")
    edition = get_object_or_404(editions, slug=slug)
    page = Paginator(public_pledges(edition), PLEDGES_A_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {"edition": edition, "days": said_of(edition, now), "page": page}
    return render(request, "learning_days/feedback_results.html", context)
