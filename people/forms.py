"""The forms of one's own profile."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from . import time_zones
from .language_names import codes_called, name_of
from .models import ActivityArea, Affiliate, Language, LanguageLevel, Person, Region, Skill, SkillLevel

MOST_LANGUAGES = 40
SUGGESTING = {
    "list": "known-languages",
    "autocomplete": "off",
    "dir": "auto",
    "hx-get": reverse_lazy("people:suggest_languages"),
    "hx-trigger": "input changed delay:200ms",
    "hx-target": "#known-languages",
}


class LanguageField(forms.CharField):
    """A language by its name in itself, in the page's language, in English, or by its code."""

    default_error_messages = {
        "unknown": _(
            "We do not know a language “%(typed)s”. Write its name in the language itself, as in español, "
            "or its code, as in es."
        ),
        "several": _("“%(typed)s” may be one of these: %(languages)s. Please write one of them as it stands here."),
    }

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        code = re.search(r"\(([a-z0-9-]+)\)$", typed)
        found = list(Language.objects.filter(code=code[1])) if code else self.find(typed)
        if len(found) == 1:
            return found[0]
        listed = ", ".join(as_typed(language) for language in found)
        reason = "several" if found else "unknown"
        raise ValidationError(self.error_messages[reason], code=reason, params={"typed": typed, "languages": listed})

    @staticmethod
    def find(typed):
        """The language of that code, else those of that name."""
        found = list(Language.objects.called(typed, codes_called(typed)).by_code())
        return [language for language in found if language.code == typed.lower()] or found


def as_typed(language):
    """How a language stands in its field: `español (es)`."""
    return f"{language.autonym} ({language.code})"


class LanguageLevelForm(forms.Form):
    """One line of the list of languages; a line without a language says nothing."""

    use_required_attribute = False
    mark_optional = False

    language = LanguageField(
        label=_("Language"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=SUGGESTING),
    )
    level = forms.ChoiceField(
        label=_("How well you know it"),
        required=False,
        choices=[("", _("Choose a level")), *LanguageLevel.Level.choices],
    )

    def clean(self):
        if self.cleaned_data.get("language") and not self.cleaned_data.get("level"):
            self.add_error("level", _("Please choose how well you know this language."))
        return self.cleaned_data


class BaseLanguageLevels(forms.BaseFormSet):
    """The whole list: each language once."""

    def clean(self):
        languages = [form.cleaned_data["language"] for form in self.forms if form.cleaned_data.get("language")]
        for language in {language for language in languages if languages.count(language) > 1}:
            raise ValidationError(
                _("%(language)s stands in your list twice. Please keep one line of it."),
                code="twice",
                params={"language": language.autonym},
            )

    @property
    def levels(self):
        """{language: level} of a valid list."""
        rows = [form.cleaned_data for form in self.forms]
        return {row["language"]: row["level"] for row in rows if row.get("language")}


LanguageLevels = forms.formset_factory(
    LanguageLevelForm,
    BaseLanguageLevels,
    extra=2,
    max_num=MOST_LANGUAGES,
    absolute_max=MOST_LANGUAGES * 2,
    validate_max=True,
)


def languages_of(person):
    """The list of languages as a person keeps it, for the formset."""
    levels = person.language_levels.select_related("language").order_by("-level", "language__code")
    return [{"language": as_typed(row.language), "level": row.level} for row in levels]


class NamedChoice(forms.ModelChoiceField):
    """A choice of rows whose names are kept in English and shown in the page's language."""

    def label_from_instance(self, row):
        return _now(row.name)


class NamedChoices(forms.ModelMultipleChoiceField):
    """Several rows whose names are kept in English and shown in the page's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        return _now(row.name)


class ProfileForm(forms.ModelForm):
    """Who I am, and what my public page shows of it."""

    mark_optional = False

    region = NamedChoice(label=_("Region"), queryset=Region.objects.order_by("name"), required=False)
    areas = NamedChoices(label=_("Activity areas"), queryset=ActivityArea.objects.order_by("name"), required=False)
    affiliates = forms.ModelMultipleChoiceField(
        label=_("Affiliates"),
        help_text=_("Your page does not show them. Who belongs to the same one does not review your applications."),
        queryset=Affiliate.objects.order_by("name", "pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shown = forms.MultipleChoiceField(
        label=_("What my public page shows"),
        help_text=_("Your name is always shown. Everything else only if you choose it."),
        choices=Person.Shown,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Person
        fields = ["display_name", "bio", "region", "areas", "affiliates", "time_zone", "interface_language", "shown"]
        help_texts = {
            "bio": _("What you do in the movement, in at most 2,000 characters. You can use Markdown."),
            "time_zone": _("The city whose clock is yours. Dates and hours are shown in it."),
        }
        widgets = {"bio": forms.Textarea(attrs={"rows": 5, "dir": "auto"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zones.choices(str(self.instance.time_zone))
        self.fields["interface_language"].choices = [
            ("", _("As my browser asks for")),
            *Person._meta.get_field("interface_language").choices,
        ]


class SkillsForm(forms.Form):
    """One choice for each skill, in its group."""

    mark_optional = False

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.skills = list(Skill.objects.select_related("group").order_by("group__position", "position", "pk"))
        held = dict(person.skill_levels.values_list("skill_id", "level"))
        for skill in self.skills:
            self.fields[f"skill-{skill.pk}"] = forms.ChoiceField(
                label=_now(skill.title),
                required=False,
                choices=[("", _("Nothing to say")), *SkillLevel.Level.choices],
                initial=held.get(skill.pk, ""),
            )

    @cached_property
    def groups(self):
        """[(group's title, its description, [fields])] for the page."""
        groups = {}
        for skill in self.skills:
            groups.setdefault(skill.group, []).append(self[f"skill-{skill.pk}"])
        return [
            (_now(group.title), group.description and _now(group.description), fields)
            for group, fields in groups.items()
        ]

    @property
    def levels(self):
        """{skill: level} of a valid form; a skill without a level is left out."""
        chosen = {skill: self.cleaned_data[f"skill-{skill.pk}"] for skill in self.skills}
        return {skill: level for skill, level in chosen.items() if level}


def suggestion(language):
    """A language as the field offers it: what it writes, and its name in the language of the page."""
    return {"value": as_typed(language), "name": name_of(language.code)}


class EraseForm(forms.Form):
    """Says that one means it: the user name, typed as it is."""

    username = forms.CharField(
        label=_("Your user name"),
        help_text=_("Type it as it stands on your page. This cannot be taken back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_username(self):
        typed = self.cleaned_data["username"]
        if typed.strip() != self.person.username:
            raise ValidationError(_("This is not your user name. Nothing was erased."), code="other_name")
        return typed
