"""The board of things to take part in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.opportunities import OpportunityQuerySet


class Opportunity(models.Model):
    """Something to take part in. Anybody may propose one; readers see it from `published_at` on."""

    class Kind(models.TextChoices):
        EVENT = "event", _("event")
        COURSE = "course", _("course elsewhere")
        GRANT = "grant", _("grant or scholarship")
        ROLE = "role", _("role or committee")
        PROJECT = "project", _("project that looks for people")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = LineField(_("title"), max_length=150)
    body = MarkdownField(_("what it is, for whom, and what it asks of them"), max_length=3000)
    body_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of the text")
    )
    offered_by = LineField(_("offered by"), max_length=150)
    url = models.URLField(_("address"), max_length=500)
    place = LineField(_("place"), max_length=150, blank=True, help_text=_("Empty: online, or anywhere."))
    areas = models.ManyToManyField(
        "people.ActivityArea", blank=True, related_name="opportunities", verbose_name=_("areas")
    )
    regions = models.ManyToManyField(
        "people.Region",
        blank=True,
        related_name="opportunities",
        verbose_name=_("regions"),
        help_text=_("None: for everybody."),
    )
    skills = models.ManyToManyField("people.Skill", blank=True, related_name="opportunities", verbose_name=_("skills"))
    closes_at = models.DateTimeField(_("deadline"), null=True, blank=True, help_text=_("Empty: no deadline."))
    closes_anywhere_on_earth = models.BooleanField(_("the deadline is Anywhere on Earth"), default=False)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    form_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    created_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("proposed by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True, editable=False)
    declined_because = LineField(_("why it is declined"), max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    history = HistoricalRecords(excluded_fields=["body_html", "form_key"])
    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="opportunity_ends_after_it_starts",
                violation_error_message=_("The last day comes after the first one."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["event", "course", "grant", "role", "project", "other"]),
                name="opportunity_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | (Q(published_at__isnull=True) & ~Q(declined_because="")),
                name="opportunity_declined_for_a_reason",
                violation_error_message=_("Say why it is declined: whoever proposed it reads the reason."),
            ),
        ]
        indexes = [models.Index(fields=["closes_at", "id"], name="opportunity_by_deadline")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("academy:opportunity", args=[self.pk])
