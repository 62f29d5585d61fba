"""Who seeks a mentor, and for what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import MarkdownField

from ..querysets.requests import MentoringRequestQuerySet

ONE_PLACE = Q(cohort__isnull=False, area__isnull=True) | Q(cohort__isnull=True, area__isnull=False)


class MentoringRequest(models.Model):
    """A person seeks a mentor inside a cohort or an activity area.

    Open until it is withdrawn, or closed because its pairing came to its end. While a pairing runs it has a mentor.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentoring_requests", verbose_name=_("person")
    )
    cohort = models.ForeignKey(
        "academy.Cohort",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentoring_requests",
        verbose_name=_("cohort"),
    )
    area = models.ForeignKey(
        "people.ActivityArea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentoring_requests",
        verbose_name=_("activity area"),
    )
    about = MarkdownField(_("what I want to reach"), blank=True, max_length=2000)
    about_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of this text")
    )
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = MentoringRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring request")
        verbose_name_plural = _("mentoring requests")
        constraints = [
            models.CheckConstraint(
                condition=ONE_PLACE,
                name="request_in_one_place",
                violation_error_message=_("A request is made in one cohort or in one activity area."),
            ),
            models.UniqueConstraint(
                fields=["person", "cohort", "area"],
                condition=Q(withdrawn_at__isnull=True, closed_at__isnull=True),
                nulls_distinct=False,
                name="request_open_once",
                violation_error_message=_("You have an open request here already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["cohort", "area"],
                condition=Q(withdrawn_at__isnull=True, closed_at__isnull=True),
                name="request_open",
            )
        ]

    def __str__(self):
        return f"{self.person_id}: {self.pk}"

    def get_absolute_url(self):
        return reverse("mentoring:request", args=[self.pk])

    @property
    def place(self):
        """The cohort or the activity area that it is made in."""
        return self.cohort or self.area


class WantedSkill(models.Model):
    """A skill that somebody wants to learn; rank 1 is wanted most."""

    MOST = 3

    request = models.ForeignKey(
        MentoringRequest, on_delete=models.CASCADE, related_name="wanted_skills", verbose_name=_("mentoring request")
    )
    skill = models.ForeignKey("people.Skill", on_delete=models.PROTECT, related_name="wishes", verbose_name=_("skill"))
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("wanted skill")
        verbose_name_plural = _("wanted skills")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "skill"],
                name="wanted_skill_once",
                violation_error_message=_("You chose this skill twice."),
            ),
            models.UniqueConstraint(
                fields=["request", "rank"], name="wanted_rank_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="wanted_rank_one_to_three"),
        ]

    def __str__(self):
        return f"{self.rank}. {self.skill_id}"
