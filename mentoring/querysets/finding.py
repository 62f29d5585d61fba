"""Questions of somebody who looks for a mentor."""

from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

LEAST_LEVEL = "2"  # of a language to talk in, as in mentoring.rules.parties


class FoundMentors(models.QuerySet):
    """To be called on mentors with their load where places are asked for."""

    def visible_to(self, person):
        """Those whose offer stands, but for who avoids the person or is avoided by them."""
        if not person.is_authenticated:
            return self.none()
        people = self.model._meta.get_field("person").related_model
        exclusions = people._meta.get_field("exclusions").related_model.objects
        avoided = exclusions.filter(person=person, other=OuterRef("person"))
        avoiding = exclusions.filter(person=OuterRef("person"), other=person)
        return self.active().filter(~Exists(avoided), ~Exists(avoiding))

    def speaking(self, languages):
        """Those who know one of the languages well enough to talk in it."""
        levels = self._people.get_field("language_levels").related_model.objects
        return self.filter(Exists(levels.filter(self._is_theirs, language__in=languages, level__gte=LEAST_LEVEL)))

    def teaching(self, skills):
        """Those who teach one of the skills on their own."""
        return self.filter(Exists(self._taught.filter(mentor=OuterRef("pk"), skill__in=skills)))

    def in_area(self, area):
        """Those in the area, and those who named none."""
        return self._at_home("areas", activityarea=area)

    def for_region(self, region):
        """Those who know the region, and those who named none."""
        return self._at_home("regions", region=region)

    def best_first(self, *, today, languages, skills):
        """A free place first, then a common language, then the most wanted skills; ties by name."""
        levels = self._people.get_field("language_levels").related_model.objects
        spoken = levels.filter(self._is_theirs, language__in=languages, level__gte=LEAST_LEVEL)
        away, full = When(away_until__gte=today, then=2), When(free__lte=0, then=1)
        wanted = self._taught.filter(mentor=OuterRef("pk"), skill__in=skills).order_by().values("mentor")
        fits = Coalesce(Subquery(wanted.annotate(number=Count("pk")).values("number")), Value(0))
        found = self.annotate(
            place=Case(away, full, default=0, output_field=IntegerField()),
            is_strange=Case(When(Exists(spoken), then=0), default=1, output_field=IntegerField()),
            fits=fits,
        )
        return found.order_by("place", "is_strange", "-fits", "person__display_name", "pk")

    def _at_home(self, relation, **which):
        links = getattr(self.model, relation).through.objects.filter(mentor=OuterRef("pk"))
        return self.filter(Exists(links.filter(**which)) | ~Exists(links))

    @property
    def _people(self):
        return self.model._meta.get_field("person").related_model._meta

    @property
    def _is_theirs(self):
        return Q(person=OuterRef("person"))

    @property
    def _taught(self):
        return self.model._meta.get_field("offered_skills").related_model.objects.filter(is_as_co_mentor=False)
