"""Filters that several lists have: a skill, an area, a region, a language."""

import django_filters
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.forms import NamedChoice
from people.models import ActivityArea, Language, Region, Skill

# Translators: the choice of a filter that leaves nothing out.
ANY = _("any")
SKILLS = Skill.objects.order_by("group__position", "position", "pk")


class NamedField(NamedChoice, django_filters.fields.ModelChoiceField):
    """A row by its name in the page's language, or by its slug in the address."""


class NamedFilter(django_filters.ModelChoiceFilter):
    field_class = NamedField


class SkillField(django_filters.fields.ModelChoiceField):
    """A skill by its title in the page's language."""

    def label_from_instance(self, skill):
        return _now(skill.title)


class SkillFilter(django_filters.ModelChoiceFilter):
    field_class = SkillField


def skill_filter():
    """By a skill, with the list's method `by_skill`; the next ones likewise."""
    return SkillFilter(label=_("Skill"), method="by_skill", queryset=SKILLS, to_field_name="slug", empty_label=ANY)


def area_filter():
    areas = ActivityArea.objects.order_by("name")
    return NamedFilter(label=_("Area"), method="by_area", queryset=areas, to_field_name="slug", empty_label=ANY)


def region_filter():
    regions = Region.objects.order_by("name")
    return NamedFilter(label=_("Region"), method="by_region", queryset=regions, to_field_name="slug", empty_label=ANY)


def language_filter():
    """The list gives the languages that occur in it."""
    return django_filters.ModelChoiceFilter(
        label=_("Language"),
        method="by_language",
        queryset=Language.objects.none(),
        to_field_name="code",
        empty_label=ANY,
    )
