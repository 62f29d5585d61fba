"""Words: concepts, the terms for them in each language, and the ballots on the terms."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField
from people.text import FORBIDDEN_IN_LINE

from ..querysets.words import BallotQuerySet, TermQuerySet
from .consultation import Consultation


class Concept(models.Model):
    """An idea that needs a word in each language, such as the person who guides a community."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="concepts")
    slug = models.SlugField(_("slug"), max_length=80)
    title = LineField(_("title"), max_length=100)
    description = LineField(_("description"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        constraints = [models.UniqueConstraint(fields=["consultation", "slug"], name="concept_slug_once")]

    def __str__(self):
        return self.title


class Term(models.Model):
    """A word of one language for a concept."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="terms", verbose_name=_("concept"))
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="terms", verbose_name=_("language")
    )
    text = LineField(_("word"), max_length=60)
    gloss = LineField(_("what it means"), max_length=300, help_text=_("In a few words, in any language."))
    back_translation = LineField(
        _("word for word in English"), max_length=150, blank=True, help_text=_("What the word says literally.")
    )
    connotations = LineField(
        _("what else people hear in it"), max_length=300, blank=True, help_text=_("For example: sounds like the army.")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    source_url = models.URLField(_("source"), blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_reason = models.CharField(_("reason for hiding"), max_length=300, blank=True)

    history = HistoricalRecords()
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                "concept",
                "language",
                Lower("text"),
                name="term_once",
                violation_error_message=_("This word is already on the ballot of this language."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(text__regex=FORBIDDEN_IN_LINE),
                name="term_readable",
                violation_error_message=_("A word holds no control characters."),
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""),
                name="term_hidden_with_reason",
                violation_error_message=_("Say why this word is hidden."),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("consultations:ballot", args=[self.concept.consultation.slug, self.language.code])


class Ballot(models.Model):
    """One person's grade for one term."""

    class Grade(models.TextChoices):
        FOR = "for", _("For")
        NEUTRAL = "neutral", _("Neutral")
        AGAINST = "against", _("Against")
        UNKNOWN = "unknown", _("I don't know")

    class Reason(models.TextChoices):
        """Why a word does not fit; asked only of those who are against."""

        HIERARCHY = "hierarchy", _("puts somebody above others")
        POLITICS_OR_ARMY = "politics_or_army", _("sounds like politics or the army")
        GENDER = "gender", _("leaves out a gender")
        RELIGION = "religion", _("sounds religious")
        UNCLEAR = "unclear", _("people would not understand it")
        NOT_USED_HERE = "not_used_here", _("nobody says it here")
        OTHER = "other", _("another reason")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ballots")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="ballots")
    grade = models.CharField(_("grade"), max_length=10, choices=Grade)
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason), default=list, blank=True)
    is_fluent = models.BooleanField(_("level 3 or higher when voting"), default=False)
    cast_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(fields=["person", "term"], name="ballot_once"),
            models.CheckConstraint(
                condition=Q(grade__in=["for", "neutral", "against", "unknown"]), name="ballot_grade_known"
            ),
            models.CheckConstraint(condition=Q(grade="against") | Q(reasons=[]), name="ballot_reasons_only_against"),
            models.CheckConstraint(
                condition=Q(
                    reasons__contained_by=[
                        "hierarchy",
                        "politics_or_army",
                        "gender",
                        "religion",
                        "unclear",
                        "not_used_here",
                        "other",
                    ]
                ),
                name="ballot_reasons_known",
            ),
        ]

    def __str__(self):
        return f"{self.term_id}: {self.grade}"
