"""Forms to find and to propose opportunities."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.texts import ParticipantTextForm
from people.forms import NamedChoices
from people.models import ActivityArea, Language, Region
from people.validators import validate_year

from ..models import Opportunity
from ..rules.deadlines import end_of
from .filters import ANY, SKILLS, SkillField, area_filter, language_filter, region_filter, skill_filter


class SkillChoices(SkillField, forms.ModelMultipleChoiceField):
    """Several skills by their titles in the page's language."""

    widget = forms.CheckboxSelectMultiple


class OpportunityFilter(django_filters.FilterSet):
    """Find opportunities by words, kind, area, region, language and skill."""

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Opportunity.Kind.choices, empty_label=ANY)
    area = area_filter()
    region = region_filter()
    language = language_filter()
    skill = skill_filter()

    class Meta:
        model = Opportunity
        fields = []

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        written = Opportunity.objects.published_at(now).values("language")
        self.filters["language"].queryset = Language.objects.filter(pk__in=written).by_code()

    def by_words(self, opportunities, name, words):
        return opportunities.matching(words)

    def by_area(self, opportunities, name, area):
        return opportunities.in_area(area)

    def by_region(self, opportunities, name, region):
        return opportunities.for_region(region)

    def by_language(self, opportunities, name, language):
        return opportunities.filter(language=language)

    def by_skill(self, opportunities, name, skill):
        return opportunities.with_skill(skill)


class OpportunityForm(ParticipantTextForm):
    """A proposal for the board. The deadline is a day; the moment at which it is over is worked out."""

    field_order = [
        *["kind", "title", "body", "language", "offered_by", "url", "place", "closes_on", "closes_anywhere_on_earth"],
        *["starts_on", "ends_on", "areas", "regions", "skills", "form_key"],
    ]
    closes_on = forms.DateField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("The whole day counts, by the clock of UTC. Empty: no deadline."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[validate_year],
    )
    url = forms.URLField(label=_("Where to read more and answer"), max_length=500, assume_scheme="https")
    areas = NamedChoices(label=_("Areas"), queryset=ActivityArea.objects.order_by("name"), required=False)
    regions = NamedChoices(
        label=_("Regions"),
        queryset=Region.objects.order_by("name"),
        required=False,
        help_text=_("None: for everybody."),
    )
    skills = SkillChoices(label=_("Skills"), queryset=SKILLS, required=False)

    class Meta:
        model = Opportunity
        fields = [
            *["kind", "title", "body", "language", "offered_by", "url", "place"],
            *["closes_anywhere_on_earth", "starts_on", "ends_on", "areas", "regions", "skills"],
        ]
        labels = {"body": _("Text")}
        help_texts = {
            "body": _("What it is, for whom, and what it asks of them. You can use Markdown."),
            "offered_by": _("Who invites: a user group, a chapter, a project."),
            "closes_anywhere_on_earth": _("The day ends where it ends last: twelve hours after it ends in UTC."),
        }
        widgets = {
            "body": forms.Textarea(attrs={"rows": 6}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("starts_on", "ends_on"):
            self.fields[name].validators.append(validate_year)

    def clean_closes_on(self):
        return self._not_past("closes_on", _("This day is over. Choose a later one, or leave it empty."))

    def clean_ends_on(self):
        return self._not_past("ends_on", _("This day is over. Choose a later one."))

    def _not_past(self, name, sentence):
        day = self.cleaned_data[name]
        if day and day < self.today:
            raise forms.ValidationError(sentence, code="past")
        return day

    def clean(self):
        typed = super().clean()
        day = typed.pop("closes_on", None)
        earth = bool(day and typed.get("closes_anywhere_on_earth"))
        typed["closes_at"] = end_of(day, anywhere_on_earth=earth) if day else None
        typed["closes_anywhere_on_earth"] = earth
        if not typed.get("starts_on") and typed.get("ends_on"):
            self.add_error("starts_on", _("There is a last day: please tell the first one, too."))
        return typed
