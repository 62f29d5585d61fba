"""Questions about schools, tracks and courses: which are published, in which order, which one looks for."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery


class PublishedQuerySet(models.QuerySet):
    def published_at(self, now):
        """Those that everybody may read."""
        return self.filter(published_at__lte=now)


class SchoolQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def with_course_counts(self, now):
        """Adds `course_count`: how many courses of each are published."""
        return self.annotate(course_count=Count("courses", filter=Q(courses__published_at__lte=now)))


class TrackQuerySet(PublishedQuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def with_course_counts(self, now):
        """Adds `course_count`: how many published courses are on each."""
        return self.annotate(course_count=Count("steps", filter=Q(steps__course__published_at__lte=now)))


class CourseQuerySet(PublishedQuerySet):
    def with_row(self, now):
        """All that a row of a list shows."""
        return self.select_related("language", "school__language").prefetch_related("skills").with_next_start(now)

    def by_title(self):
        return self.order_by("title", "pk")

    def by_next_start(self):
        """The next session first, then those without one; they come `with_next_start`."""
        return self.order_by(F("next_start").asc(nulls_last=True), "title", "pk")

    def by_fit(self, skills):
        """Those that teach most of the skills first, then the next start; they come `with_next_start`."""
        links = self.model.skills.through.objects.filter(course=OuterRef("pk"), skill__in=skills).order_by()
        number = links.values("course").annotate(number=Count("pk")).values("number")
        return self.order_by(Subquery(number).desc(), F("next_start").asc(nulls_last=True), "title", "pk")

    def with_next_start(self, now):
        """Adds `next_start`: when the next session begins that is not cancelled, or None."""
        coming = self._sessions().filter(course=OuterRef("pk"), cancelled_at__isnull=True, starts_at__gt=now)
        return self.annotate(next_start=Subquery(coming.order_by("starts_at").values("starts_at")[:1]))

    def starting_within(self, now, days):
        """Courses with a session in the next days."""
        coming = self._sessions().filter(course=OuterRef("pk"), cancelled_at__isnull=True, starts_at__gt=now)
        return self.filter(Exists(coming.filter(starts_at__lte=now + timedelta(days=days))))

    def matching(self, words):
        """Courses with every one of the words in the title or summary, in any script; the trigrams find them."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        return found

    def in_area(self, area):
        """Courses of the area's school, and those that grew from an idea which names the area."""
        return self.filter(Q(school__area=area) | Q(idea__in=area.ideas.shared()))

    def in_language(self, language):
        """Courses in whose sessions the language is spoken, or with texts or material in it."""
        spoken = self._sessions().filter(course=OuterRef("pk"), language=language, cancelled_at__isnull=True)
        material = self.model.materials.rel.related_model.objects.filter(course=OuterRef("pk"), language=language)
        return self.filter(Q(language=language) | Exists(spoken) | Exists(material))

    def for_region(self, region):
        """Courses made for the region, and those made for everybody."""
        return self.filter(Q(regions=region) | Q(regions__isnull=True))

    def grown_from(self, kinds):
        """Courses that grew from one of the kinds: a finding, an idea."""
        return self.filter(Q(*((f"{kind}__isnull", False) for kind in kinds), _connector=Q.OR))

    def teaching(self, skills):
        """Courses that teach one of the skills."""
        links = self.model.skills.through.objects.filter(course=OuterRef("pk"), skill__in=skills)
        return self.filter(Exists(links))

    def _sessions(self):
        return self.model.sessions.rel.related_model.objects.all()


class TrackCourseQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def published_at(self, now):
        """Steps whose course everybody may read."""
        return self.filter(course__published_at__lte=now)
