"""Merging two ideas that say the same, when both authors agree."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets.merges import MergeQuerySet
from .ideas import Idea


class Merge(models.Model):
    """An organizer proposes that one idea goes on in another; its endorsements stay where they are."""

    source = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merges", verbose_name=_("idea"))
    target = models.ForeignKey(
        Idea, on_delete=models.CASCADE, related_name="merges_into_it", verbose_name=_("goes on in")
    )
    reason = models.CharField(_("reason"), max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    source_agrees = models.BooleanField(_("the author of the idea agrees"), null=True, blank=True)
    target_agrees = models.BooleanField(_("the author of the other idea agrees"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="merge_of_two_ideas",
                violation_error_message=_("An idea cannot be merged into itself."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_says_why"),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(decided_at__isnull=True) | Q(source_agrees=True, target_agrees=True),
                name="merge_once_an_idea",
                violation_error_message=_("This idea is merged, or its author is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, source_agrees__isnull=True)
                | Q(decided_at__isnull=True, source_agrees=True, target_agrees__isnull=True)
                | Q(decided_at__isnull=False, source_agrees=False)
                | Q(decided_at__isnull=False, target_agrees=False)
                | Q(decided_at__isnull=False, source_agrees=True, target_agrees=True),
                name="merge_decided_by_both_authors",
            ),
        ]

    def __str__(self):
        return f"{self.source} → {self.target}"

    def get_absolute_url(self):
        return reverse("consultations:merge", args=[self.source.consultation.slug, self.pk])

    @property
    def is_accepted(self):
        return bool(self.source_agrees and self.target_agrees)
