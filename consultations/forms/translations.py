"""The form of a translation."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Language
from people.validators import validate_line

from ..models import Translation
from ..rules.translations import language_of, parts_of

GLOSS = 300


def languages_for(text, person):
    """The languages into which the person may translate the text."""
    return Language.objects.spoken_by(person).exclude(code=language_of(text) or "").by_code()


class TranslationForm(forms.ModelForm):
    """One field for each part that the text has, the text's revision, and the version that it improves."""

    language = forms.ModelChoiceField(
        Language.objects.none(),
        to_field_name="code",
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose the language into which you translate."),
            "invalid_choice": _("Choose one of the languages that your profile says you know."),
        },
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Translation
        fields = ["title", "body", "answer"]
        help_texts = {"title": "", "answer": ""}
        widgets = {"body": forms.Textarea(attrs={"rows": 8}), "answer": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, text, person, language=None, kept=None, **kwargs):
        """`kept` is the translation that stands there, `language` the one chosen."""
        super().__init__(*args, **kwargs)
        parts = parts_of(text)
        for name in self._meta.fields:
            if name not in parts:
                del self.fields[name]
                continue
            self.fields[name].required = True
            self.fields[name].initial = getattr(kept, name, "")
            self.fields[name].widget.attrs |= {"dir": "auto"} | ({"lang": language.code} if language else {})
        if text._meta.model_name == "term":
            self.fields["body"] = gloss(self.fields["body"])
        self.fields["language"].queryset = languages_for(text, person)
        self.fields["language"].initial = language and language.code
        self.fields["revision"].initial = text.revision
        self.fields["seen"].initial = kept and kept.form_key
        self.fields["form_key"].initial = uuid.uuid4

    def clean_form_key(self):
        return self.cleaned_data["form_key"] or uuid.uuid4()


def gloss(body):
    """What a word means stands in one line."""
    widget = forms.TextInput(
        attrs={name: body.widget.attrs[name] for name in body.widget.attrs.keys() & {"dir", "lang"}}
    )
    return forms.CharField(
        label=_("what it means"), max_length=GLOSS, validators=[validate_line], initial=body.initial, widget=widget
    )
