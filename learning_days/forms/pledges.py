"""The form of a pledge."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Pledge, Workshop
from .feedback import InLanguage


class PledgeForm(InLanguage):
    """What somebody will do, and where that comes from. `workshops`: pairs (key, title) of the released programme."""

    text = forms.CharField(
        label=_("What will you do in the next 30 days?"),
        help_text=_("One thing, in one line, that you can tell of later."),
        max_length=Pledge.text.field.max_length,
        validators=Pledge.text.field.validators,
    )
    workshop = forms.TypedChoiceField(
        label=_("Workshop that it came from"), choices=[], coerce=int, empty_value=None, required=False
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read it, with my name"),
        help_text=_("Otherwise you and the organizers of this edition read it."),
        required=False,
    )
    field_order = ["text", "lang", "workshop", "is_public"]

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        if workshops:
            self.fields["workshop"].choices = [("", _("none")), *workshops]
        else:
            del self.fields["workshop"]

    @property
    def said(self):
        """What the actions ask for."""
        chosen = self.cleaned_data.get("workshop")
        return {**self.cleaned_data, "workshop": chosen and Workshop.objects.get(pk=chosen)}
