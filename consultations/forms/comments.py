"""The form of a comment."""

from django import forms

from ..models import Comment
from .texts import ParticipantTextForm


class CommentForm(ParticipantTextForm):
    """A comment, or an answer to the comment `parent`."""

    field_order = ["body", "language", "parent", "form_key", "revision"]
    parent = forms.ModelChoiceField(queryset=Comment.objects.none(), required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Comment
        fields = ["body", "language"]
        widgets = {"body": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, siblings=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision
        if siblings is None:
            del self.fields["parent"]
        else:
            self.fields["parent"].queryset = siblings
