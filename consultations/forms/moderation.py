"""The forms for the moderators: a report of a text, and an appeal for one's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Report
from ..rules.moderation import check_report_says_enough


class ReportForm(forms.Form):
    """Why the moderators should look at a text."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what fits best.")},
    )
    note = forms.CharField(
        label=_("What should the moderators know?"),
        help_text=_("Only they read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        check_report_says_enough(self.cleaned_data.get("reason"), self.cleaned_data.get("note") or "")


class AppealForm(forms.Form):
    """Why a hidden text should be shown again."""

    reason = forms.CharField(
        label=_("Why should readers see it again?"),
        help_text=_("Only the moderators read it. You can ask once, so say all that matters."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please say why the text should be shown.")},
    )
