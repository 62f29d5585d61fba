"""The form in which a mentor proposes a workshop, or changes it."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from academy.forms.filters import SKILLS
from academy.forms.opportunities import SkillChoices
from consultations.forms.texts import LanguageChoice
from people.models import Person

from ..models import Workshop
from ..rules.leads import MOST_LEADS
from ..workshop_sources import found, key_of, offered, parted

LENGTHS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240]


class WorkshopForm(forms.ModelForm):
    """`workshop`: the one that is changed. `asked`: a source that the address names, such as "idea-12"."""

    use_required_attribute = False
    field_order = ["title", "summary", "language", "minutes", "grew_from", "others", "skills"]

    language = LanguageChoice(
        label=_("Language it is held in"), help_text=_("Write the title and the text in it, too.")
    )
    minutes = forms.TypedChoiceField(label=_("How long it takes"), coerce=int, initial=60)
    grew_from = forms.ChoiceField(
        label=_("What it grew from"),
        help_text=_("The course, the finding or the idea behind it: readers can go from one to the other."),
        error_messages={"required": _("Choose the course, the finding or the idea that it grew from.")},
    )
    others = forms.CharField(
        label=_("Who leads it with you"),
        required=False,
        max_length=500,
        help_text=_("User names, with commas between them. They are asked, and named once they agree."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    skills = SkillChoices(label=_("Skills"), queryset=SKILLS, required=False)

    class Meta:
        model = Workshop
        fields = ["title", "summary", "language", "minutes", "skills"]
        help_texts = {
            "summary": _("What people can do afterwards that they could not before. You can use Markdown."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, person, now, workshop=None, asked="", **kwargs):
        super().__init__(*args, instance=workshop, **kwargs)
        self.person, self.now = person, now
        self.fields["language"].offer(person, workshop and workshop.language)
        lengths = sorted({*LENGTHS, *([workshop.minutes] if workshop else [])})
        said = ngettext_lazy("%(number)s minute", "%(number)s minutes", "number")
        self.fields["minutes"].choices = [(minutes, said % {"number": minutes}) for minutes in lengths]
        self.kept = key_of(workshop) if workshop else ""
        wanted = found(asked, person, now) if asked else None
        extra = wanted or (found(self.kept, person, now, seen=False) if self.kept else None)
        self.fields["grew_from"].choices = [("", _("Choose one")), *offered(person, now, extra)]
        self.initial["grew_from"] = self.kept or (asked if wanted else "")
        if workshop and workshop.day_id:
            self.fields["minutes"].disabled = True
            self.fields["minutes"].help_text = _("It has its hours in the programme. Ask the organizers for others.")

    def clean_others(self):
        typed = dict.fromkeys(name.strip() for name in re.split(r"[,،、;\n]", self.cleaned_data["others"]))
        names = [name.removeprefix("@") for name in typed if name]
        if len(names) >= MOST_LEADS:
            raise forms.ValidationError(_now("A workshop has at most %(number)s people who lead it."), params=self.most)
        people = {name: Person.objects.active().named(name).first() for name in names}
        for name in [name for name, person in people.items() if person is None]:
            raise forms.ValidationError(
                _now("Nobody here has the user name “%(name)s”. Look at the address of their page."),
                params={"name": name},
            )
        return [person for person in people.values() if person != self.person]

    most = {"number": MOST_LEADS}

    @cached_property
    def written(self):
        """What the actions ask for; what it grew from stays as it is unless another one was chosen."""
        typed = {name: self.cleaned_data[name] for name in [*self._meta.fields, "others"]}
        chosen = self.cleaned_data["grew_from"]
        return typed if chosen == self.kept else typed | parted(chosen)
