"""How a person sees the own skills before and after a track; nobody else reads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.views.refusals import add_refusal, invalid
from people.models import SkillGroup

from ..actions.assessments import assess, has_completed_on
from ..forms.assessments import AssessmentForm
from ..models import SelfAssessment, Track
from ..rules.assessments import moment_of

WIDTH, MARGIN = 100, 12  # of the picture of one group: level 0 to 4 stand at equal distances


@login_required
@require_http_methods(["GET", "POST"])
@never_cache  # on a shared computer, the next person who presses "back" sees nothing
def assessment(request, slug):
    """The five groups of skills: say where you stand, and see what changed."""
    tracks = Track.objects.published_at(timezone.now()).select_related("language")
    track = get_object_or_404(tracks, slug=slug)
    groups = list(SkillGroup.objects.order_by("position", "pk"))
    given = _given(request.user, track)
    moment = moment_of(has_completed=has_completed_on(request.user, track), given=given)
    form = AssessmentForm(request.POST or None, groups=groups, levels=given.get(moment, {}))
    if form.is_valid():
        try:
            assess(person=request.user, track=track, moment=moment, levels=form.chosen())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Kept. Only you read it."))
            return redirect("academy:assessment", slug)
    context = {
        "track": track,
        "form": form,
        "moment": moment,
        "is_given": moment in given,
        "rows": [_row(group, given) for group in groups] if given else [],
    }
    return render(request, "academy/assessment.html", context, status=invalid(form))


def _given(person, track):
    """{moment: {group's key: level}}"""
    found = {}
    rows = SelfAssessment.objects.filter(person=person, track=track).values_list("moment", "group", "level")
    for moment, group, level in rows:
        found.setdefault(moment, {})[group] = level
    return found


def _row(group, given):
    """One group in the table: the levels in words, and where their marks stand in the picture."""
    before, after = (given.get(moment, {}).get(group.pk) for moment in ("before", "after"))
    return {
        "title": group.title,
        "before": "" if before is None else SelfAssessment.Level(before).label,
        "after": "" if after is None else SelfAssessment.Level(after).label,
        "x_before": _place(before),
        "x_after": _place(after),
        "is_picture": before is not None or after is not None,
    }


def _place(level):
    return None if level is None else MARGIN + level * (WIDTH - 2 * MARGIN) // 4
