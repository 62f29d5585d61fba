"""The form in which people say how they see their own skills."""

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import SelfAssessment

Level = SelfAssessment.Level


class AssessmentForm(forms.Form):
    """One choice of five levels for each group of skills; `levels` is what was said before, {group's key: level}."""

    def __init__(self, *args, groups, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            self.fields[f"group-{group.pk}"] = forms.TypedChoiceField(
                label=_(group.title),
                help_text=escape(_(group.description)) if group.description else "",
                choices=Level.choices,
                coerce=int,
                initial=levels.get(group.pk),
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Please choose the level that fits you best.")},
            )

    def chosen(self):
        """{group: level}"""
        return {group: self.cleaned_data[f"group-{group.pk}"] for group in self.groups}
