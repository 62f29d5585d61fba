"""A person's text put into another language by a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.translations import TranslationQuerySet
from .evidence import Finding
from .ideas import Comment, Idea
from .moderated import ParticipantText
from .questions import Question
from .words import Term


class Translation(ParticipantText):
    """A text in one more language. Its author is who wrote it last; `revision` is the one of the source it renders."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    title = LineField(_("title"), max_length=200, blank=True, help_text=_("Of ideas and findings."))
    body = MarkdownField(_("text"))
    body_html = models.TextField(blank=True, editable=False)
    answer = MarkdownField(_("official answer"), blank=True, help_text=_("Of a question."))
    answer_html = models.TextField(blank=True, editable=False)
    revision = models.PositiveIntegerField(_("revision of the source"))

    history = HistoricalRecords(excluded_fields=["body_html", "answer_html", "form_key"])
    objects = TranslationQuerySet.as_manager()

    class Meta(ParticipantText.Meta):
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            *ParticipantText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(idea__isnull=False, comment=None, question=None, term=None, finding=None)
                | Q(idea=None, comment__isnull=False, question=None, term=None, finding=None)
                | Q(idea=None, comment=None, question__isnull=False, term=None, finding=None)
                | Q(idea=None, comment=None, question=None, term__isnull=False, finding=None)
                | Q(idea=None, comment=None, question=None, term=None, finding__isnull=False),
                name="translation_of_one_text",
            ),
            models.UniqueConstraint(
                fields=["idea", "comment", "question", "term", "finding", "language"],
                nulls_distinct=False,
                name="translation_once_a_language",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="translation_says_something"),
        ]

    def __str__(self):
        return self.title or self.body[:60]

    @property
    def source(self):
        """The idea, comment, question, term or finding that it renders."""
        return self.idea or self.comment or self.question or self.term or self.finding

    @property
    def is_outdated(self):
        """Whether the source changed since."""
        return self.revision != self.source.revision

    def get_absolute_url(self):
        return self.source.get_absolute_url()
