"""Hiding what participants told, and showing it again: two pages with a reason, on the desk of pledges and reports."""

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from consultations.admin.base import one_form

from .reasons import LONGEST, in_one_line


class ReasonForm(forms.Form):
    """Why readers see something no more."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), strip=True
    )

    def clean_reason(self):
        return in_one_line(self.cleaned_data["reason"])


def found(model_admin, request, object_id):
    """The row, if this page's own list holds it."""
    row = model_admin.get_object(request, object_id)
    if row is None:
        raise Http404
    return row


class Hides:
    """For rows with `hidden_at`. `hide_row(row, reason, now)` and `show_row(row, now)` do it and tell who wrote it."""

    actions_detail = ["hide", "show"]
    hiding_done = hiding_title = hiding_intro = showing_title = showing_intro = ""  # sentences of the two pages

    def has_hide_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, is_hidden=False)

    def has_show_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, is_hidden=True)

    def _may_turn(self, request, object_id, *, is_hidden):
        """For the buttons; what is sent is answered with the state that holds."""
        may = request.user.has_perm(f"learning_days.change_{self.opts.model_name}")
        if not may or request.method == "POST" or object_id is None:
            return may
        row = self.get_object(request, object_id)
        return row is not None and (row.hidden_at is not None) == is_hidden

    @action(description=_("Hide it …"), permissions=["hide"], icon="visibility_off")
    def hide(self, request, object_id):
        row = found(self, request, object_id)
        return one_form(
            request,
            self,
            row,
            ReasonForm(request.POST or None),
            change=lambda reason: self.hide_row(row, reason, timezone.now()),
            done=self.hiding_done,
            title=self.hiding_title,
            intro=self.hiding_intro,
            button=_("Hide it"),
            danger=True,
            about=row,
        )

    @action(description=_("Show it again …"), permissions=["show"], icon="visibility")
    def show(self, request, object_id):
        row = found(self, request, object_id)
        return one_form(
            request,
            self,
            row,
            ReasonForm(request.POST or None),
            change=lambda reason: self.show_row(row, timezone.now()),
            done=_("Shown again."),
            title=self.showing_title,
            intro=self.showing_intro,
            button=_("Show it again"),
            about=row,
        )
