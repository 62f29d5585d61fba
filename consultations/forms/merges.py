"""The answer of an author who is asked for a merge."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """Yes or no, by the button that was pressed."""

    agrees = forms.TypedChoiceField(
        choices=[("yes", _("Agree")), ("no", _("Decline"))],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Press one of the two buttons."),
            "invalid_choice": _("Press one of the two buttons."),
        },
    )
