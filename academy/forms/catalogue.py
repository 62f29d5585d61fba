"""The form that finds courses."""

import django_filters
from django.utils.translation import gettext_lazy as _

from people.models import Language

from ..models import Course, Material, School, Session
from .filters import ANY, area_filter, language_filter, region_filter, skill_filter


class CourseFilter(django_filters.FilterSet):
    """Find courses by words, school, skill, area, language, region and next start, in an order of choice."""

    SOON = [("30", _("within 30 days")), ("90", _("within 90 days")), ("365", _("within a year"))]
    SOURCES = [("finding", _("a finding")), ("idea", _("an idea")), ("either", _("a finding or an idea"))]
    ORDERS = [("title", _("By title")), ("start", _("Next start first"))]

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    school = django_filters.ModelChoiceFilter(
        label=_("School"), queryset=School.objects.in_order(), to_field_name="slug", empty_label=ANY
    )
    skill = skill_filter()
    area = area_filter()
    language = language_filter()
    region = region_filter()
    starts = django_filters.ChoiceFilter(label=_("Next start"), method="by_start", choices=SOON, empty_label=ANY)
    grown = django_filters.ChoiceFilter(label=_("Grew from"), method="by_source", choices=SOURCES, empty_label=ANY)
    sort = django_filters.ChoiceFilter(label=_("Order"), method="in_order", choices=ORDERS, empty_label=None)

    class Meta:
        model = Course
        fields = []

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.filters["language"].queryset = languages_of_courses(now)

    def by_words(self, courses, name, words):
        return courses.matching(words)

    def by_skill(self, courses, name, skill):
        return courses.teaching([skill])

    def by_area(self, courses, name, area):
        return courses.in_area(area)

    def by_language(self, courses, name, language):
        return courses.in_language(language)

    def by_region(self, courses, name, region):
        return courses.for_region(region)

    def by_start(self, courses, name, days):
        return courses.starting_within(self.now, int(days))

    def by_source(self, courses, name, source):
        return courses.grown_from([source] if source != "either" else ["finding", "idea"])

    def in_order(self, courses, name, order):
        return courses.by_next_start() if order == "start" else courses.by_title()


def languages_of_courses(now):
    """The languages that are spoken, written or read in published courses."""
    of_published = {"course__published_at__lte": now}
    return Language.objects.filter(
        pk__in=Course.objects.published_at(now)
        .values("language")
        .union(
            Session.objects.held().filter(**of_published).values("language"),
            Material.objects.filter(**of_published).values("language"),
        )
    ).by_code()
