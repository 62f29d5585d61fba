"""Applications to a cohort, and their blind reviews."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.applications import ApplicationQuerySet, ReviewQuerySet, ScoreQuerySet
from .cohorts import Cohort, Criterion, Experience

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I: codes are read aloud


def new_code():
    """A random name for an application, of eight characters: reviewers know no other."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


class Application(models.Model):
    """Somebody's wish to be in a cohort: a draft until `submitted_at`, open to changes until the deadline.

    Reviewers know it by its code; `identifying` names, one in each line, what they must not read. It has no person
    when it is a sample to calibrate by, when it was taken over without names, or when its person was erased.
    """

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="applications", verbose_name=_("cohort"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("person"),
    )
    region = models.ForeignKey(
        "people.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    experience = models.CharField(_("active in the movement for"), max_length=10, choices=Experience, blank=True)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of the answers")
    )
    identifying = models.TextField(
        _("words that would give you away"),
        blank=True,
        max_length=2000,
        help_text=_("Names of people, groups and places, one in each line. Reviewers see […] in their place."),
    )
    created_at = models.DateTimeField(_("begun at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    is_sample = models.BooleanField(_("a sample to calibrate by"), default=False)
    sample_title = LineField(_("title of the sample"), max_length=100, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "person"], name="application_once"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | Q(is_sample=True)
                | (Q(region__isnull=False) & ~Q(experience="")),
                name="application_submitted_with_region_and_experience",
                violation_error_message=_("To submit, tell your region and how long you are active."),
            ),
            models.CheckConstraint(
                condition=Q(experience__in=["", "new", "some", "long"]), name="application_experience_known"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(person__isnull=True, withdrawn_at__isnull=False),
                name="application_erased_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(is_sample=False) | Q(person__isnull=True), name="application_sample_of_nobody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["cohort", "id"],
                condition=Q(submitted_at__isnull=False, withdrawn_at__isnull=True, is_sample=False),
                name="application_standing",
            )
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("academy:application", args=[self.code])


class Answer(models.Model):
    """What an applicant writes for one criterion."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    body = MarkdownField(_("answer"), blank=True, max_length=4000)
    body_html = models.TextField(blank=True, editable=False)
    expected_level = models.PositiveSmallIntegerField(
        _("expected level"),
        null=True,
        blank=True,
        help_text=_("Of a sample alone: reviewers see it after they scored."),
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(expected_level__isnull=True) | Q(expected_level__lte=4), name="answer_expected_level_known"
            ),
        ]

    def __str__(self):
        return self.body[:60]


class Conflict(models.Model):
    """Why a person must not review an application. The database refuses such a review (migration 0002)."""

    class Reason(models.TextChoices):
        OWN = "own", _("it is their own application")
        AFFILIATE = "affiliate", _("both belong to the same affiliate")
        MENTOR_PAIR = "mentor_pair", _("they are mentor and mentee")
        DECLARED = "declared", _("the reviewer declared it")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_conflicts", verbose_name=_("reviewer")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = LineField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("found at"), default=timezone.now)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.UniqueConstraint(fields=["application", "person", "reason"], name="conflict_once"),
            models.CheckConstraint(
                condition=Q(reason__in=["own", "affiliate", "mentor_pair", "declared"]), name="conflict_reason_known"
            ),
        ]

    def __str__(self):
        return self.get_reason_display()


class Review(models.Model):
    """One reviewer's scores for one application; others read them from `submitted_at` on."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("application")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    assigned_at = models.DateTimeField(_("assigned at"), default=timezone.now)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned by"),
    )
    note = MarkdownField(
        _("note to the applicant"),
        blank=True,
        max_length=2000,
        help_text=_("What is strong, and what would make it stronger. The applicant reads it with the decision."),
    )
    note_html = models.TextField(blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["note_html"])
    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"],
                name="review_once",
                violation_error_message=_("This person reviews this application already."),
            )
        ]

    def __str__(self):
        return f"{self.application} – {self.reviewer}"


class Score(models.Model):
    """The level that a reviewer gives for one criterion. No level: not scored, which is never 0."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    history = HistoricalRecords()
    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__lte=4), name="score_level_known"),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.level}"
