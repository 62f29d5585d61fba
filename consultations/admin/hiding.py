"""Hiding a text and showing it again, on the page of each kind of text."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from ..actions import moderation as actions
from .base import one_form


class ReasonForm(forms.Form):
    """Why a text is hidden, or shown again."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))


class HidesTexts:
    """Two pages for texts by participants: hide, and show again. Their words are never edited by others."""

    actions_detail = ["hide", "show"]

    def has_add_permission(self, request):
        return False

    def has_hide_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, hidden=False)

    def has_show_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, hidden=True)

    @action(description=_("Hide it …"), permissions=["hide"], icon="visibility_off", variant=ActionVariant.DANGER)
    def hide(self, request, object_id):
        text = self._get_or_404(request, object_id)
        form = ReasonForm(request.POST or None)
        form.fields["reason"].help_text = _("Readers see it in the place of the text.")
        return one_form(
            request,
            self,
            text,
            form,
            change=lambda reason: actions.hide(text=text, reason=reason, actor=request.user),
            done=_("Hidden. Open reports of it are decided."),
            title=_("Hide this text?"),
            intro=_("Its address stays and shows the reason; votes and answers are kept. You can show it again."),
            button=_("Hide it"),
            danger=True,
            about=text,
        )

    @action(description=_("Show it again …"), permissions=["show"], icon="visibility")
    def show(self, request, object_id):
        text = self._get_or_404(request, object_id)
        form = ReasonForm(request.POST or None)
        form.fields["reason"].help_text = _("The author reads it, and organizers in the history.")
        return one_form(
            request,
            self,
            text,
            form,
            change=lambda reason: actions.show(text=text, reason=reason, actor=request.user),
            done=_("Shown again."),
            title=_("Show this text again?"),
            intro="",
            button=_("Show it"),
            about=text,
        )

    def _may_turn(self, request, object_id, *, hidden):
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:  # the action answers with the state that holds
            return True
        text = self.get_object(request, object_id)
        return text is not None and bool(text.hidden_at) == hidden
