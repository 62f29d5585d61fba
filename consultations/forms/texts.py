"""What every form for a participant's text shares."""

import uuid

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import Language


class LanguageChoice(forms.ModelChoiceField):
    """The language of a text: those that the writer declared first, then that of the page."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Language of your text"))
        kwargs.setdefault("help_text", _("So that it is read out and set in the right way."))
        super().__init__(queryset=Language.objects.none(), empty_label=None, **kwargs)

    def offer(self, person, kept=None):
        """Offer the writer's own languages, the page's language, and the one that the text has already."""
        own = list(Language.objects.spoken_by(person).order_by("-levels__level", "code").values_list("code", flat=True))
        codes = dict.fromkeys([*own, get_language() or "en", "en", *([kept.code] if kept else [])])
        self.queryset = Language.objects.filter(code__in=codes).by_code()
        self.initial = kept or self.queryset.filter(code=next(iter(codes))).first()


class ParticipantTextForm(forms.ModelForm):
    """A form with the writer's language and a key by which a second arrival of the same form is known."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    language = LanguageChoice()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4
        self.fields["language"].offer(person, self.instance.language if self.instance.pk else None)

    def clean_form_key(self):
        return self.cleaned_data["form_key"] or uuid.uuid4()
