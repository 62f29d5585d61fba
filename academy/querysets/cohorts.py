"""Questions about cohorts: which are published, open at a moment, led by somebody."""

from django.db import models
from django.db.models import BooleanField, Case, F, Q, Value, When


def _is_open(now):
    return Q(published_at__lte=now, opens_at__lte=now, closes_at__gt=now)


class CohortQuerySet(models.QuerySet):
    def published_at(self, now):
        """Cohorts that everybody may read."""
        return self.filter(published_at__lte=now)

    def open_at(self, now):
        """Cohorts that take applications at `now`."""
        return self.filter(_is_open(now))

    def opening_at(self, now):
        """Cohorts that everybody may read and that take applications at `now` or later, the next deadline first."""
        return self.published_at(now).filter(closes_at__gt=now).with_open_flag(now).order_by("closes_at", "pk")

    def with_open_flag(self, now):
        """Adds `is_open`: whether each takes applications at `now`."""
        flag = Case(When(_is_open(now), then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(is_open=flag)

    def led_by(self, person):
        """The cohorts that a person organizes; all of them for a superuser. Nobody organizes without being active."""
        if not (person.is_authenticated and person.is_active and person.is_staff):
            return self.none()
        return self if person.is_superuser else self.filter(organizers=person)

    def reviewed_by(self, person, now):
        """The published cohorts whose applications the person is asked to review, the next decisions first."""
        roles = self.published_at(now).filter(reviewers__person=person)
        return roles.order_by(F("decisions_on").asc(nulls_last=True), "-closes_at", "pk")

    def with_review_moment(self, now):
        """Adds `is_closed` and `is_decided`: whether reviews have begun, and whether they are over."""
        closed = Case(When(closes_at__lte=now, then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(is_closed=closed, is_decided=Q(selection__isnull=False))

    def by_state(self, now):
        """The open ones by deadline, then those to come by opening, then the closed ones, newest first."""
        state = Case(When(opens_at__gt=now, then=Value(1)), When(closes_at__lte=now, then=Value(2)), default=Value(0))
        next_moment = Case(
            When(opens_at__gt=now, then=F("opens_at")), When(closes_at__gt=now, then=F("closes_at")), default=None
        )
        return self.alias(state=state, next_moment=next_moment).order_by("state", "next_moment", "-closes_at", "pk")

    def with_list_row(self):
        """What a row of a list shows, without the texts."""
        return self.select_related("language", "track__language").defer("summary", "summary_html")

    def with_page(self):
        """What a cohort's own page shows."""
        return self.select_related("language", "track__language", "track__school")

    def newest_first(self):
        return self.order_by("-opens_at", "-pk")
