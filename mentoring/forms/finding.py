"""The form that finds mentors."""

import django_filters
from django.utils.translation import gettext_lazy as _

from academy.forms.filters import ANY, area_filter, language_filter, region_filter, skill_filter
from people.models import Language, LanguageLevel

from ..models import Mentor
from ..querysets.finding import LEAST_LEVEL
from ..shared_hours import sharing_at_least

HOURS = [
    ("1", _("1 hour or more")),
    ("2", _("2 hours or more")),
    ("4", _("4 hours or more")),
    ("8", _("8 hours or more")),
]


class MentorFilter(django_filters.FilterSet):
    """Find mentors by skill, language, area, region, and the hours shared with who looks."""

    skill = skill_filter()
    language = language_filter()
    area = area_filter()
    region = region_filter()
    hours = django_filters.ChoiceFilter(
        label=_("Hours a week that we share"), method="by_hours", choices=HOURS, empty_label=ANY
    )

    class Meta:
        model = Mentor
        fields = []

    def __init__(self, *args, person, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        spoken = LanguageLevel.objects.filter(person__mentor__stopped_at__isnull=True, person__mentor__isnull=False)
        spoken = spoken.filter(level__gte=LEAST_LEVEL).values("language")
        self.filters["language"].queryset = Language.objects.filter(pk__in=spoken).by_code()

    def by_skill(self, mentors, name, skill):
        return mentors.teaching([skill])

    def by_language(self, mentors, name, language):
        return mentors.speaking([language])

    def by_area(self, mentors, name, area):
        return mentors.in_area(area)

    def by_region(self, mentors, name, region):
        return mentors.for_region(region)

    def by_hours(self, mentors, name, hours):
        """It comes last: only those whom the other filters left are looked at."""
        others = mentors.order_by().values_list("person", flat=True)
        return mentors.filter(person__in=sharing_at_least(self.person.pk, others, int(hours) * 60, self.today))
