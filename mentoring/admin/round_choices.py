"""One request of a solved round: who could be its mentor, and choices about it, each looked at before it is kept."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from ..actions.rounds import begin_solving, choose, take_choice_back
from ..models import Choice, Mentor, MentoringRequest
from ..pair_rows import candidates_for, looked_at, mentors_named
from ..review_rows import alone_in, alone_rows, pairs_of, rows_of
from .round_pages import RoundPages


class ChoiceForm(forms.Form):
    """A choice about the request and one mentor. `keeps`: it is to be kept, so a reason is needed."""

    mentor = forms.ModelChoiceField(label=_("Mentor"), queryset=Mentor.objects.none(), widget=UnfoldAdminSelectWidget)
    kind = forms.ChoiceField(label=_("Choice"), choices=Choice.Kind, widget=UnfoldAdminSelectWidget)
    points = forms.IntegerField(
        label=_("Points more"),
        required=False,
        min_value=1,
        max_value=Choice.MOST_POINTS,
        help_text=_("1 to 10, for “this pair rather” alone."),
        widget=UnfoldAdminIntegerFieldWidget,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Organizers read it. Needed to keep the choice."),
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(self, data=None, *, mentors, keeps=False, **kwargs):
        super().__init__(data, **kwargs)
        rows = Mentor.objects.filter(pk__in=[mentor.pk for mentor, _words in mentors]).select_related("person")
        self.fields["mentor"].queryset = rows
        self.fields["mentor"].choices = [(mentor.pk, words) for mentor, words in mentors]
        self.fields["reason"].required = keeps

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Choice.Kind.PREFER and not cleaned.get("points") and "points" not in self.errors:
            self.add_error("points", _("Give between 1 and 10 points to a pair that you prefer."))
        return cleaned

    @property
    def points_more(self):
        return self.cleaned_data["points"] if self.cleaned_data["kind"] == Choice.Kind.PREFER else 0

    @property
    def looks_at(self):
        """What was looked at, in one word; only this may be kept."""
        return f"{self.cleaned_data['mentor'].pk}:{self.cleaned_data['kind']}:{self.points_more}"


class ChoosesPairs(RoundPages):
    """Lock, forbid, prefer: what it would change stands on the page before it can be kept."""

    def get_urls(self):
        pair = path(
            "<path:object_id>/requests/<int:request_pk>/",
            self.admin_site.admin_view(self.pair),
            name="mentoring_round_pair",
        )
        return [pair, *super().get_urls()]

    def pair(self, request, object_id, request_pk):
        """The page of one request; `step`: look, keep or take_back."""
        matching = self._get_or_404(request, object_id)
        here = MentoringRequest.objects.in_place(cohort=matching.cohort_id, area=matching.area_id)
        asking = here.filter(pk=request_pk).select_related("person").first()
        if asking is None:
            raise Http404
        may_choose = self.has_change_permission(request) and not matching.published_at
        step = request.POST.get("step", "") if request.method == "POST" and may_choose else ""
        if step == "take_back":
            return self._take_back(request, matching, asking)
        solution = self.newest(matching)
        mentors = self._mentors(request, matching, solution, asking)
        initial = {"mentor": request.GET.get("mentor", ""), "kind": request.GET.get("kind", "")}
        form = ChoiceForm(request.POST if step else None, mentors=mentors, keeps=step == "keep", initial=initial)
        seen = self._look(matching, asking, form) if step and form.is_valid() else None
        if step == "keep" and seen and request.POST.get("looked") == form.looks_at:
            return self._keep(request, matching, asking, form)
        shown = {"seen": seen, "looked": form.looks_at if seen else "", "may_choose": may_choose}
        return self._pair_page(request, matching, solution, asking, form=form, mentors=mentors, **shown)

    def _mentors(self, request, matching, solution, asking):
        """[(mentor, words)] to choose from: those who can be, then those whom somebody looked for by name."""
        best = candidates_for(matching, solution, asking)
        known = {mentor.pk for mentor, _points in best}
        asked = (request.GET.get("q") or request.POST.get("q") or "").replace("\x00", "").strip()[:100]
        said = [
            (mentor, _now("%(name)s, %(points)s points") % {"name": mentor.person.display_name, "points": points})
            for mentor, points in best
        ]
        found = [row for row in mentors_named(matching, asked) if row.pk not in known]
        return said + [(row, _now("%(name)s, breaks a rule") % {"name": row.person.display_name}) for row in found]

    def _look(self, matching, asking, form):
        """What the choice would change, or None with a sentence in the form."""
        try:
            return looked_at(matching, asking, form.cleaned_data["mentor"], form.cleaned_data["kind"], form.points_more)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return None

    def _keep(self, request, matching, asking, form):
        mentor, kind, reason = (form.cleaned_data[name] for name in ("mentor", "kind", "reason"))
        kept = choose(
            matching=matching,
            request=asking,
            mentor=mentor,
            kind=kind,
            points=form.points_more,
            reason=reason,
            actor=request.user,
            now=timezone.now(),
        )
        said = {"choice": kept.get_kind_display(), "mentee": asking.person, "mentor": mentor.person, "reason": reason}
        self.log_change(request, matching, _now("%(choice)s: %(mentee)s – %(mentor)s. %(reason)s") % said)
        return self._solved_again(request, matching, _now("Kept."))

    def _take_back(self, request, matching, asking):
        key = request.POST.get("choice", "")
        choice = Choice.objects.filter(round=matching, request=asking, pk=key if key.isdecimal() else 0).first()
        if choice is not None:
            try:
                take_choice_back(choice=choice, actor=request.user)
            except ValidationError as refusal:
                messages.error(request, refusal.messages[0])
            else:
                said = {"choice": choice.get_kind_display(), "mentee": asking.person, "mentor": choice.mentor.person}
                self.log_change(request, matching, _now("Taken back: %(choice)s, %(mentee)s – %(mentor)s.") % said)
        return self._solved_again(request, matching, _now("Taken back."))

    def _solved_again(self, request, matching, done):
        """Solve it with the choices that hold now, so that the list shows what they made."""
        try:
            begin_solving(matching=matching, actor=request.user, now=timezone.now())
        except ValidationError as refusal:
            messages.warning(request, f"{done} {refusal.messages[0]}")
        else:
            messages.success(request, _now("%(done)s The round is solved again with it.") % {"done": done})
        return redirect("admin:mentoring_round_review", matching.pk)

    def _pair_page(self, request, matching, solution, asking, *, form, **context):
        """The page: the pair now, what was chosen, the form, and what it would change."""
        pairs = rows_of(pairs_of(matching).filter(request=asking), matching)
        alone = alone_rows(alone_in(solution).filter(request=asking)) if solution and not pairs else []
        choices = Choice.objects.filter(round=matching, request=asking).select_related("mentor__person", "chosen_by")
        return self.page(
            request,
            matching,
            "review",
            template="pair",
            status=422 if form.is_bound and form.errors else 200,
            title=_now("%(name)s in this round") % {"name": asking.person.display_name},
            solution=solution,
            asking=asking,
            pair=pairs[0] if pairs else None,
            nobody=alone[0][1] if alone else [],
            choices=choices.order_by("-chosen_at", "-pk"),
            form=form,
            searched=request.GET.get("q") or request.POST.get("q") or "",
            **context,
        )
