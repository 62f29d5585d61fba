"""Asking a mentor, and saying no."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..models import MentoringRequest, Proposal
from .offers import AbsenceForm


def place_name(request):
    """The name of the cohort or of the area, in the language of the page where it has one."""
    return request.cohort.title if request.cohort else _now(request.area.name)


class RequestChoice(forms.ModelChoiceField):
    """One of the person's requests, by the place that it is made in."""

    def label_from_instance(self, request):
        return place_name(request)


class AskForm(forms.Form):
    """For which request, and a few words. With one open request there is nothing to choose.

    `requests`: open ones that know whether they wait for an answer; one that does not wait is chosen at first.
    """

    request = RequestChoice(label=_("For my request in"), queryset=MentoringRequest.objects.none(), empty_label=None)
    message = forms.CharField(
        label=_("A few words to the mentor"),
        help_text=_("Why you ask this mentor, and what you would like to begin with. At most 500 characters."),
        required=False,
        max_length=Proposal.message.field.max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean_message(self):
        """The message is one line: a mail and a row of the desk show it."""
        message = " ".join(self.cleaned_data["message"].split())
        Proposal.message.field.run_validators(message)
        return message

    def __init__(self, *args, requests, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["request"]
        field.queryset = requests.select_related("cohort", "area").order_by("is_waiting", "-pk")
        held = list(field.queryset[:2])
        field.initial = held[0]
        if len(held) == 1:
            field.widget = forms.HiddenInput()


class DeclineForm(forms.Form):
    """Why not. A mentee may keep it to themselves."""

    mark_optional = True
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why not"),
        help_text=_("The other one reads it. A few words are enough."),
        max_length=Proposal.reason.field.max_length,
        validators=Proposal.reason.field.default_validators,
        error_messages={"required": _("Please say why, in a few words.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class MentorDeclineForm(AbsenceForm, DeclineForm):
    """A mentor may pause in the same step."""

    mark_optional = True
    field_order = ["reason", "away_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["away_until"].label = _("And I pause until")
        self.fields["away_until"].help_text = _(
            "The last day of your pause. Until then nobody asks you, and nobody is proposed to you; your pairs go on."
        )


class MenteeDeclineForm(DeclineForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
