"""Matching rounds: who is paired at one time, by which rules, and how it came out."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.rounds import RoundQuerySet
from .mentors import Mentor
from .requests import ONE_PLACE, MentoringRequest


def new_seed():
    """What orders pairs that are equally good: random, and published with the round."""
    return secrets.token_hex(16)


class Round(models.Model):
    """One matching of all open requests of a cohort or an activity area with the mentors who have places.

    It is solved as often as the organizers like, and published once: then its proposals go out.
    The pairings are meant to last from `starts_on` to `ends_on`; shared hours are the least within these dates.
    `solving_since`, `progress` (0 to 100) and `failure` tell of a solving that runs or failed.
    """

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = LineField(_("title"), max_length=150)
    summary = MarkdownField(_("summary"), blank=True, help_text=_("For whom it is, and what happens when."))
    summary_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of these texts")
    )
    cohort = models.ForeignKey(
        "academy.Cohort",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("cohort"),
    )
    area = models.ForeignKey(
        "people.ActivityArea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("activity area"),
    )
    organizers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="led_rounds",
        verbose_name=_("organizers"),
        help_text=_("The organizers of the cohort may run it too."),
    )
    starts_on = models.DateField(_("pairings begin on"))
    ends_on = models.DateField(_("pairings end on"))
    least_minutes = models.PositiveSmallIntegerField(
        _("shared time a week, in minutes, at least"), default=60, validators=[MinValueValidator(15)]
    )
    may_share_affiliate = models.BooleanField(_("people of the same affiliate may be paired"), default=False)
    thin_below = models.PositiveSmallIntegerField(
        _("a pair is thin below so many points"), default=50, validators=[MaxValueValidator(100)]
    )
    most_candidates = models.PositiveSmallIntegerField(
        _("candidates looked at for each request, at most"),
        default=50,
        validators=[MinValueValidator(5)],
        help_text=_("Only where more than 5,000 people ask; else all candidates are looked at."),
    )
    answer_days = models.PositiveSmallIntegerField(_("days to answer a proposal"), default=7)
    silent_days = models.PositiveSmallIntegerField(_("days without a sign until a mentor is asked"), default=21)
    seed = models.CharField(_("seed for ties"), max_length=64, default=new_seed, editable=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    solving_since = models.DateTimeField(_("solving since"), null=True, blank=True, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress in per cent"), default=0, editable=False)
    failure = models.CharField(_("why solving failed"), max_length=300, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    is_demonstration = models.BooleanField(_("holds demonstration data"), default=False)

    history = HistoricalRecords(excluded_fields=["summary_html", "solving_since", "progress", "failure"])
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching round")
        verbose_name_plural = _("matching rounds")
        constraints = [
            models.CheckConstraint(
                condition=ONE_PLACE,
                name="round_in_one_place",
                violation_error_message=_("A round is for one cohort or for one activity area."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="round_ends_after_it_begins",
                violation_error_message=_("The pairings end after they begin."),
            ),
            models.CheckConstraint(
                condition=Q(least_minutes__gte=15, least_minutes__lte=7 * 24 * 60),
                name="round_asks_for_some_time",
                violation_error_message=_("Pairs share at least a quarter of an hour a week."),
            ),
            models.CheckConstraint(condition=Q(thin_below__lte=100), name="round_thin_within_points"),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=60),
                name="round_answers_take_some_days",
                violation_error_message=_("People have between 1 and 60 days to answer."),
            ),
            models.CheckConstraint(condition=Q(silent_days__gte=7), name="round_silence_is_a_week"),
            models.CheckConstraint(condition=Q(most_candidates__gte=5), name="round_looks_at_candidates"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="round_progress_in_per_cent"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("mentoring:round", args=[self.slug])

    @property
    def place(self):
        """The cohort or the activity area that it is for."""
        return self.cohort or self.area


class Solution(models.Model):
    """What solving a round gave. The newest one holds; the published one is never replaced (migration 0002).

    `figures`: {"requests", "mentors", "places", "pairs" (eligible ones), "matched", "thin", "waited", "total",
    "seconds"}; `proof`: what mentoring.rules.proof found; `candidates`: the scored pairs as compressed numpy arrays;
    `decided`: the SHA-256 of what organizers had decided (mentoring.round_rows.digest_of).
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="solutions", verbose_name=_("round"))
    version = models.PositiveSmallIntegerField(_("version"))
    figures = models.JSONField(_("figures"), default=dict)
    proof = models.JSONField(_("proof"), default=dict)
    candidates = models.BinaryField(editable=False, default=bytes)
    sha256 = models.CharField(_("SHA-256 of what was matched"), max_length=64)
    decided = models.CharField(max_length=64, blank=True, editable=False)
    solved_at = models.DateTimeField(_("solved at"), default=timezone.now)
    solved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("solved by"),
    )

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        get_latest_by = "version"
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="solution_version_once")]

    def __str__(self):
        return f"{self.round_id} v{self.version}"


class Unmatched(models.Model):
    """An open request that a solution leaves without a mentor; `codes`: the reason (mentoring.rules.blanks)."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="unmatched")
    request = models.ForeignKey(MentoringRequest, on_delete=models.CASCADE, related_name="unmatched")
    codes = models.JSONField(_("reason"), default=list)

    class Meta:
        verbose_name = _("request without a mentor")
        verbose_name_plural = _("requests without a mentor")
        constraints = [models.UniqueConstraint(fields=["solution", "request"], name="unmatched_once")]

    def __str__(self):
        return f"{self.request_id}"


class Choice(models.Model):
    """What an organizer decided about one pair of a round: together, never, or some points more. With a reason."""

    class Kind(models.TextChoices):
        LOCK = "lock", _("this pair in any case")
        FORBID = "forbid", _("not this pair")
        PREFER = "prefer", _("this pair rather")

    MOST_POINTS = 10

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="choices", verbose_name=_("round"))
    request = models.ForeignKey(
        MentoringRequest, on_delete=models.CASCADE, related_name="choices", verbose_name=_("mentoring request")
    )
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="choices", verbose_name=_("mentor"))
    kind = models.CharField(_("choice"), max_length=10, choices=Kind)
    points = models.PositiveSmallIntegerField(_("points more"), default=0)
    reason = LineField(_("reason"), max_length=300)
    chosen_at = models.DateTimeField(_("chosen at"), default=timezone.now)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chosen by"),
    )

    class Meta:
        verbose_name = _("organizers' choice")
        verbose_name_plural = _("organizers' choices")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "request", "mentor"],
                name="choice_once",
                violation_error_message=_("There is a choice about this pair already."),
            ),
            models.UniqueConstraint(
                fields=["round", "request"],
                condition=Q(kind="lock"),
                name="choice_locks_one_mentor",
                violation_error_message=_("Another mentor is locked for this request."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["lock", "forbid", "prefer"]), name="choice_known"),
            models.CheckConstraint(
                condition=Q(kind="prefer", points__gte=1, points__lte=10) | (~Q(kind="prefer") & Q(points=0)),
                name="choice_points_one_to_ten",
                violation_error_message=_("Give between 1 and 10 points to a pair that you prefer."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="choice_has_a_reason", violation_error_message=_("Say why.")
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.request_id} {self.mentor_id}"


class Reserve(models.Model):
    """Places of a mentor that a round holds back, for those whose pairing breaks. `is_backup`: all of them."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reserves", verbose_name=_("round"))
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="reserves", verbose_name=_("mentor"))
    places = models.PositiveSmallIntegerField(_("places held back"), default=0)
    is_backup = models.BooleanField(_("backup mentor: all places"), default=False)

    class Meta:
        verbose_name = _("reserve")
        verbose_name_plural = _("reserves")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "mentor"],
                name="reserve_once",
                violation_error_message=_("This mentor stands in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(is_backup=True, places=0) | Q(is_backup=False, places__gte=1),
                name="reserve_holds_something",
                violation_error_message=_("Hold back some places, or make the mentor a backup for all of them."),
            ),
        ]

    def __str__(self):
        return f"{self.mentor_id}: {self.places}"
