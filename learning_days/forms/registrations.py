"""Choosing days, and telling what one needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.validators import text_validators

from ..models import Day, Need


class RegisterForm(forms.Form):
    """The days of an edition for which somebody registers."""

    days = forms.ModelMultipleChoiceField(
        queryset=Day.objects.none(),
        error_messages={
            "required": _("Choose a day."),
            "invalid_choice": _("One of the days is not part of this edition. Choose anew."),
            "invalid_pk_value": _("One of the days is not part of this edition. Choose anew."),
        },
    )

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].queryset = edition.days.all()

    @property
    def chosen(self):
        """The keys that were sent, so that they stay chosen when the form comes back."""
        return set(self.data.getlist("days")) if self.is_bound else set()


def _text(field, label, help_text):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=field.max_length,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class NeedsForm(forms.Form):
    """Travel and access; both empty takes back what was told."""

    access = _text(
        Need._meta.get_field("access"),
        _("To take part"),
        _("For example a wheelchair, captions, a quiet room, food, a helper who comes along."),
    )
    travel = _text(
        Need._meta.get_field("travel"),
        _("To get there"),
        _("For example a visa letter, your route, when you arrive, a place to sleep."),
    )
