"""The ballot as it is sent, and the form to propose a word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Ballot, Concept, Term
from ..rules import words as rules


class BallotForm(forms.Form):
    """The votes on one language: `grade-<term>` and `reasons-<term>` for each word.

    `cleaned_data["grades"]` is what the action takes. It asks nothing of the database; the action checks the words
    under its lock.
    """

    def sent(self):
        """What was sent for each word, right or wrong: {term id: (grade, reasons)}."""
        return {
            int(pk): (grade, self.data.getlist(f"reasons-{pk}"))
            for pk, grade in (
                (name.removeprefix("grade-"), self.data[name]) for name in self.data if name.startswith("grade-")
            )
            if is_id(pk)
        }

    def clean(self):
        named = [name.removeprefix("grade-") for name in self.data if name.startswith("grade-")]
        if not all(map(is_id, named)):
            raise rules.not_on_the_ballot()
        return {"grades": self.sent()}


class TermForm(forms.ModelForm):
    """A word for one of the consultation's concepts."""

    concept = forms.ModelChoiceField(
        Concept.objects.none(), label=_("For which concept?"), widget=forms.RadioSelect, empty_label=None
    )

    class Meta:
        model = Term
        fields = ("concept", "text", "gloss", "back_translation", "connotations")

    def __init__(self, *args, consultation, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["concept"].queryset = consultation.concepts.order_by("position", "pk")
        if language.code == "en":
            del self.fields["back_translation"]
        self.fields["text"].widget.attrs |= {"lang": language.code, "dir": "auto", "autocomplete": "off"}
        for name in self.fields.keys() - {"concept", "text"}:
            self.fields[name].widget.attrs["dir"] = "auto"


def is_id(text):
    """Whether the text can be the id of a row: digits, and few enough for the database."""
    return text.isascii() and text.isdigit() and len(text) < 19


GRADES = [*Ballot.Grade.choices, ("", _("No vote"))]
