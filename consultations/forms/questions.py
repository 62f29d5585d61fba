"""The form of a question to the organizers."""

from django import forms

from ..models import Question
from .texts import ParticipantTextForm


class QuestionForm(ParticipantTextForm):
    """A question; everybody can read it and its answer."""

    field_order = ["body", "language", "form_key"]

    class Meta:
        model = Question
        fields = ["body", "language"]
        widgets = {"body": forms.Textarea(attrs={"rows": 4})}
