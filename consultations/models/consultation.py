"""A consultation with its extensions, topics and background."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.consultation import ConsultationQuerySet, ExtensionQuerySet


class Consultation(models.Model):
    """A question to the community with a first and a last day."""

    class ResultsShown(models.TextChoices):
        """From when on a reader sees the results on words."""

        ALWAYS = "always", _("to everybody, at any time")
        AFTER_VOTE = "after_vote", _("to those who voted in that language, and to everybody after the close")
        AFTER_CLOSE = "after_close", _("to everybody after the close")

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = LineField(_("title"), max_length=200)
    summary = MarkdownField(_("summary"), help_text=_("What is asked, and why. Two to four short paragraphs."))
    summary_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of these texts")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(
        _("closes at"), help_text=_("To move it, extend the consultation: the old date stays.")
    )
    results_shown = models.CharField(
        _("results on words are shown"), max_length=20, choices=ResultsShown, default=ResultsShown.AFTER_VOTE
    )
    least_votes = models.PositiveSmallIntegerField(_("votes before a word gets a verdict"), default=10)
    contested_above = models.FloatField(_("contested: for and against both surely above"), default=1 / 3)
    preferred_above = models.FloatField(_("preferred: for surely above"), default=1 / 2)
    avoid_above = models.FloatField(_("avoid: against surely above"), default=1 / 3)
    admitted_above = models.FloatField(_("admitted: for surely above"), default=1 / 3)
    min_edit_count = models.PositiveIntegerField(_("least number of wiki edits to vote"), default=0)
    registered_before = models.DateTimeField(
        _("to vote, registered on the wikis before"), null=True, blank=True, help_text=_("Empty: at any time.")
    )
    focus_groups_note = MarkdownField(
        _("about all focus groups"),
        blank=True,
        help_text=_("Who called them, how many people took part in all, what they spoke about, and where that stands."),
    )
    focus_groups_note_html = models.TextField(blank=True, editable=False)
    source_url = models.URLField(_("source"), blank=True)
    has_demonstration_data = models.BooleanField(_("holds demonstration data"), default=False)

    history = HistoricalRecords()
    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="consultation_closes_after_it_opens",
                violation_error_message=_("A consultation closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(results_shown__in=["always", "after_vote", "after_close"]),
                name="consultation_results_shown_known",
            ),
            models.CheckConstraint(
                condition=Q(least_votes__gte=5)
                & Q(contested_above__gt=0, contested_above__lt=0.5, preferred_above__lt=1, avoid_above__lt=1)
                & Q(contested_above__lte=F("avoid_above"))
                & Q(contested_above__lte=F("admitted_above"), admitted_above__lte=F("preferred_above")),
                name="consultation_thresholds_agree",
                violation_error_message=_(
                    "The thresholds contradict each other: contested ≤ admitted ≤ preferred < 1, "
                    "contested ≤ avoid < 1, "
                    "contested below one half, and no verdict on fewer than five votes."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:consultation", args=[self.slug])

    @property
    def last_moment(self):
        """The last moment in which one can take part: a close at midnight ends the day before."""
        return self.closes_at - timedelta(microseconds=1)


class Extension(models.Model):
    """A later close, with its reason and the date it replaced; `reopens_at` is later where it was closed between."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="extensions")
    old_closes_at = models.DateTimeField(_("closed before at"))
    reopens_at = models.DateTimeField(_("open again from"))
    new_closes_at = models.DateTimeField(_("closes now at"))
    announced_at = models.DateTimeField(_("announced at"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=500)
    source_url = models.URLField(_("source"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.CheckConstraint(
                condition=Q(new_closes_at__gt=F("old_closes_at"), new_closes_at__gte=F("reopens_at"))
                & Q(reopens_at__gte=F("old_closes_at")),
                name="extension_moves_the_close_later",
                violation_error_message=_("An extension moves the close to a later date."),
            ),
            models.UniqueConstraint(fields=["consultation", "old_closes_at"], name="extension_once_per_date"),
        ]

    def __str__(self):
        return f"{self.old_closes_at:%Y-%m-%d} → {self.new_closes_at:%Y-%m-%d}"


class Topic(models.Model):
    """One aim of a consultation, with its own talk page."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="topics")
    slug = models.SlugField(_("slug"), max_length=80)
    title = LineField(_("title"), max_length=200)
    question = LineField(_("question"), max_length=300)
    body = MarkdownField(_("text"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["consultation", "slug"], name="topic_slug_once")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:topic", args=[self.consultation.slug, self.slug])


class Background(models.Model):
    """A folded section of the background: a question and its answer."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="backgrounds")
    title = LineField(_("question"), max_length=200)
    body = MarkdownField(_("answer"))
    body_html = models.TextField(blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("background section")
        verbose_name_plural = _("background sections")
        constraints = [models.UniqueConstraint(fields=["consultation", "title"], name="background_title_once")]

    def __str__(self):
        return self.title
