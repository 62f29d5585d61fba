"""The file of who was there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.admin.csv_files import text_of


class UploadForm(forms.Form):
    """A table as CSV; its text is what the field answers."""

    file = forms.FileField(label=_("File"), help_text=_("A table as CSV; at most 5,000 rows."))

    def clean_file(self):
        return text_of(self.cleaned_data["file"].read())
