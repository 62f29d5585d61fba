"""The form that Learning Days really used: liked best, next time, next 30 days."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.forms.texts import LanguageChoice
from people.models import Language
from people.validators import text_validators

from ..models import Feedback

RATINGS = [
    (4, _("4 – very useful")),
    (3, _("3 – useful")),
    (2, _("2 – in part")),
    (1, _("1 – a little")),
    (0, _("0 – not at all")),
]
SAID = ["rating", "liked_best", "next_time", "next_30_days", "may_be_quoted", "lang"]


class InLanguage(forms.Form):
    """A form with a text in a language: `lang` is its code."""

    lang = LanguageChoice()

    def __init__(self, *args, person, kept="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lang"].offer(person, Language.objects.filter(code=kept).first() if kept else None)

    def clean_lang(self):
        return self.cleaned_data["lang"].code


def paragraphs(name, label, help_text=""):
    """A field for a text of a Feedback."""
    column = Feedback._meta.get_field(name)
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=column.max_length,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FeedbackForm(InLanguage):
    """What somebody says about a day. No question has to be answered; one of them does."""

    mark_optional = False
    use_required_attribute = False

    rating = forms.TypedChoiceField(
        label=_("How useful was the day for you?"),
        choices=RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    liked_best = paragraphs("liked_best", _("What did you like best?"), _("You can use Markdown."))
    next_time = paragraphs("next_time", _("What should be different next time?"))
    next_30_days = forms.CharField(
        label=_("What will you do in the next 30 days?"),
        help_text=_("One thing, in one line. It becomes your pledge, and you tell later what came of it."),
        required=False,
        max_length=Feedback.next_30_days.field.max_length,
        validators=Feedback.next_30_days.field.validators,
    )
    is_public = forms.BooleanField(label=_("Everybody may read my pledge, with my name"), required=False)
    may_be_quoted = forms.BooleanField(
        label=_("What I liked and what I wish may be quoted without my name"),
        help_text=_("Who knows you well may recognize your words. You can take this back at any time."),
        required=False,
    )
    field_order = ["rating", "liked_best", "next_time", "may_be_quoted", "next_30_days", "is_public", "lang"]

    def clean(self):
        typed = super().clean()
        asked = ["rating", "liked_best", "next_time", "next_30_days"]
        if not self.errors and all(typed.get(name) in (None, "") for name in asked):
            raise ValidationError(_("Answer at least one question."), code="empty")
        return typed

    @property
    def said(self):
        """The fields of a Feedback."""
        return {name: self.cleaned_data[name] for name in SAID}
