"""The list of who was there: at a session, or on a day."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AttendanceForm(forms.Form):
    """Ticks for those who were there. `seen` is what was ticked when the page was opened, so that two people who note
    at the same time add to one another: only what one changed is changed. `rows`: enrolments, or registrations."""

    present = forms.MultipleChoiceField(label=_("Who was there"), required=False)
    seen = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.fields["present"].choices = self.fields["seen"].choices = [(key, key) for key in self.rows]

    def came(self):
        """Those who were ticked on this page."""
        return self._rows(set(self.cleaned_data["present"]) - set(self.cleaned_data["seen"]))

    def went(self):
        """Those whose tick was taken away on this page."""
        return self._rows(set(self.cleaned_data["seen"]) - set(self.cleaned_data["present"]))

    def _rows(self, keys):
        return [self.rows[key] for key in sorted(keys)]
