"""The form that puts somebody on the private list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.validators import LONGEST_USERNAME


class AvoidForm(forms.Form):
    """A user name, as a public profile shows it in its address."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("As it stands in the address of their page. Capitals do not matter."),
        max_length=LONGEST_USERNAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_username(self):
        found = Person.objects.active().named(self.cleaned_data["username"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here has this user name. Look at the address of their page."))
        return found
