"""Questions to the organizers and their official answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import MarkdownField

from ..querysets.questions import QuestionQuerySet
from .consultation import Consultation
from .moderated import ParticipantText


class Question(ParticipantText):
    """A question about the consultation; the organizers give one official answer."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="questions")
    body = MarkdownField(_("question"), max_length=2000)
    body_html = models.TextField(blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    answer = MarkdownField(_("official answer"), blank=True)
    answer_html = models.TextField(blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    history = HistoricalRecords(excluded_fields=["body_html", "answer_html", "form_key"])
    objects = QuestionQuerySet.as_manager()

    class Meta(ParticipantText.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            *ParticipantText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_with_a_text",
            ),
        ]

    def __str__(self):
        return self.body[:60]

    def get_absolute_url(self):
        address = reverse("consultations:questions", args=[self.consultation.slug])
        return f"{address}?question={self.pk}#question-{self.pk}"
