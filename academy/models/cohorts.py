"""A cohort: who is sought, until when, and by which rubric participants are chosen."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.cohorts import CohortQuerySet
from .catalogue import Track


class Experience(models.TextChoices):
    """How long somebody has been active in the movement."""

    NEW = "new", _("less than a year")
    SOME = "some", _("one to three years")
    LONG = "long", _("more than three years")


class Cohort(models.Model):
    """People who walk a track together. It is open by the clock: published, from `opens_at`, before `closes_at`."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("track"))
    title = LineField(_("title"), max_length=150)
    summary = MarkdownField(_("summary"), help_text=_("For whom it is, what it asks of people, and what it gives."))
    summary_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of these texts")
    )
    capacity = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1)])
    opens_at = models.DateTimeField(_("applications open at"))
    closes_at = models.DateTimeField(_("applications close at"))
    closes_anywhere_on_earth = models.BooleanField(
        _("the deadline is Anywhere on Earth"),
        default=False,
        help_text=_("The day ends where it ends last on Earth: twelve hours after it ends in UTC."),
    )
    decisions_on = models.DateField(_("decisions are promised for"), null=True, blank=True)
    least_reviews = models.PositiveSmallIntegerField(_("reviews of each application, at least"), default=2)
    offer_days = models.PositiveSmallIntegerField(_("days to answer an offer"), default=7)
    waiting_places = models.PositiveIntegerField(_("places on the waiting list"), default=20)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    organizers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="led_cohorts", verbose_name=_("organizers")
    )
    is_demonstration = models.BooleanField(_("holds demonstration data"), default=False)
    source_url = models.URLField(_("source"), blank=True)

    history = HistoricalRecords(excluded_fields=["summary_html"])
    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="cohort_closes_after_it_opens",
                violation_error_message=_("Applications close after they open."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="cohort_has_a_seat",
                violation_error_message=_("A cohort has at least one seat."),
            ),
            models.CheckConstraint(
                condition=Q(least_reviews__gte=2),
                name="cohort_reviewed_twice",
                violation_error_message=_("At least two people review each application."),
            ),
            models.CheckConstraint(
                condition=Q(offer_days__gte=1, offer_days__lte=90),
                name="cohort_offers_last_some_days",
                violation_error_message=_("People have between 1 and 90 days to answer an offer."),
            ),
            ExclusionConstraint(
                name="cohort_windows_apart",
                expressions=[
                    ("track", RangeOperators.EQUAL),
                    (
                        Func(
                            "opens_at",
                            "closes_at",
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "Another cohort of this track takes applications in these days. Choose days that do not overlap."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("academy:cohort", args=[self.slug])

    @property
    def last_moment(self):
        """The last moment to apply: a close at midnight ends the day before."""
        return self.closes_at - timedelta(microseconds=1)


class Reviewer(models.Model):
    """Somebody who reviews the applications of a cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="reviewers", verbose_name=_("cohort"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviewer_roles", verbose_name=_("person")
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                name="reviewer_once",
                violation_error_message=_("This person is a reviewer already."),
            )
        ]

    def __str__(self):
        return str(self.person)


class Minimum(models.Model):
    """A published constraint: at least so many seats for one region or one experience, if as many apply."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="minimums", verbose_name=_("cohort"))
    region = models.ForeignKey(
        "people.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    experience = models.CharField(_("experience"), max_length=10, choices=Experience, blank=True)
    seats = models.PositiveIntegerField(_("seats, at least"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("minimum")
        verbose_name_plural = _("minimums")
        constraints = [
            models.CheckConstraint(
                condition=(Q(region__isnull=False, experience="") | (Q(region__isnull=True) & ~Q(experience=""))),
                name="minimum_of_one_group",
                violation_error_message=_("A minimum is for one region or for one experience."),
            ),
            models.UniqueConstraint(
                fields=["cohort", "region", "experience"],
                nulls_distinct=False,
                name="minimum_once",
                violation_error_message=_("This group has a minimum already."),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="minimum_is_a_seat"),
        ]

    def __str__(self):
        return f"{self.region or self.get_experience_display()}: {self.seats}"


class Criterion(models.Model):
    """One thing that is asked and scored, with a weight in thousandths and words for each level from 0 to 4."""

    LEVELS = range(5)

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("cohort"))
    slug = models.SlugField(_("slug"), max_length=50)
    title = LineField(_("title"), max_length=150)
    question = LineField(_("what applicants are asked"), max_length=400)
    weight = models.PositiveSmallIntegerField(
        _("weight, in thousandths"), help_text=_("500 is one half. All weights of a cohort make 1000.")
    )
    level_0 = LineField(_("level 0"), max_length=200)
    level_1 = LineField(_("level 1"), max_length=200)
    level_2 = LineField(_("level 2"), max_length=200)
    level_3 = LineField(_("level 3"), max_length=200)
    level_4 = LineField(_("level 4"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "slug"],
                name="criterion_slug_once",
                violation_error_message=_("Another criterion of this cohort has this slug."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=1000),
                name="criterion_weighs_something",
                violation_error_message=_("A weight lies between 1 and 1000."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def anchors(self):
        """The words for the levels 0 to 4, in this order."""
        return [getattr(self, f"level_{level}") for level in self.LEVELS]


def new_seed():
    """What orders people with equal scores: random, and published before anybody applies."""
    return secrets.token_hex(16)


class Rubric(models.Model):
    """The criteria, weights, anchors and minimums of a cohort as they were published. Never changed (migration 0002).

    `content`: canonical JSON of all of it, the seed for ties included; `sha256`: its hash.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="rubrics", verbose_name=_("cohort"))
    version = models.PositiveSmallIntegerField(_("version"))
    content = models.TextField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    seed = models.CharField(_("seed for ties"), max_length=64, default=new_seed)
    frozen_at = models.DateTimeField(_("frozen at"), default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("frozen by"),
    )

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = [models.UniqueConstraint(fields=["cohort", "version"], name="rubric_version_once")]

    def __str__(self):
        return f"{self.version} ({self.sha256[:12]})"
