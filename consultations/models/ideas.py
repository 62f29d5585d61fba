"""Ideas, their comments, endorsements and outcomes."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.ideas import CommentQuerySet, IdeaQuerySet
from .consultation import Consultation, Topic
from .moderated import ParticipantText


class Idea(ParticipantText):
    """A proposal by a participant. A draft (`shared_at` empty) is seen by its author alone."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="ideas")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("topic"))
    title = LineField(_("title"), max_length=150, help_text=_("The idea in one sentence."))
    body = MarkdownField(
        _("the idea"), help_text=_("What should happen, for whom, and how you would know that it worked.")
    )
    body_html = models.TextField(blank=True, editable=False)
    areas = models.ManyToManyField("people.ActivityArea", blank=True, related_name="ideas", verbose_name=_("areas"))
    shared_at = models.DateTimeField(_("shared at"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    source_url = models.URLField(_("source"), blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    history = HistoricalRecords(excluded_fields=["body_html", "form_key"])
    objects = IdeaQuerySet.as_manager()

    class Meta(ParticipantText.Meta):
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            *ParticipantText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True) | (~Q(title="") & ~Q(body="")),
                name="idea_shared_with_a_text",
                violation_error_message=_("A shared idea has a title and a text."),
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "-shared_at", "-id"], name="idea_newest"),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="idea_title_trigrams"),
            GinIndex(OpClass(Upper("body"), "gin_trgm_ops"), name="idea_body_trigrams"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:idea", args=[self.consultation.slug, self.pk])


class Endorsement(models.Model):
    """A person's support for an idea."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="endorsements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="endorsements")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        constraints = [models.UniqueConstraint(fields=["idea", "person"], name="endorsement_once")]

    def __str__(self):
        return f"{self.person_id} → {self.idea_id}"


class Outcome(models.Model):
    """What became of an idea, and why."""

    class Kind(models.TextChoices):
        BECAME = "became", _("became real")
        PARTLY = "partly", _("partly became real")
        DECLINED = "declined", _("declined")

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="outcome")
    kind = models.CharField(_("outcome"), max_length=10, choices=Kind)
    because = models.CharField(_("because"), max_length=500)
    became = LineField(_("what it became"), max_length=200, blank=True, help_text=_("For example: the course “…”."))
    became_url = models.URLField(_("address of what it became"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["became", "partly", "declined"]), name="outcome_kind_known"),
            models.CheckConstraint(condition=~Q(because=""), name="outcome_says_why"),
            models.CheckConstraint(
                condition=~Q(kind="declined") | Q(became="", became_url=""),
                name="outcome_declined_became_nothing",
                violation_error_message=_("A declined idea became nothing: take out what it became."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Comment(ParticipantText):
    """A remark on an idea or on a topic's talk page; an answer has the same `thread` as what it answers."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="thread_comments")
    body = MarkdownField(_("comment"), max_length=5000)
    body_html = models.TextField(blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    source_url = models.URLField(_("source"), blank=True)

    history = HistoricalRecords(excluded_fields=["body_html", "form_key"])
    objects = CommentQuerySet.as_manager()

    class Meta(ParticipantText.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            *ParticipantText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(idea__isnull=True, topic__isnull=False) | Q(idea__isnull=False, topic__isnull=True),
                name="comment_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, thread__isnull=True) | Q(parent__isnull=False, thread__isnull=False),
                name="comment_answers_within_a_thread",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="comment_not_its_own_answer"
            ),
        ]
        indexes = [
            models.Index(fields=["idea", "created_at", "id"], name="comment_of_idea"),
            models.Index(fields=["topic", "created_at", "id"], name="comment_of_topic"),
        ]

    def __str__(self):
        return self.body[:60]

    def get_absolute_url(self):
        return f"{(self.idea or self.topic).get_absolute_url()}?comment={self.pk}#comment-{self.pk}"
