"""Presentations, blogs and more about a consultation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from people.fields import LineField

from ..querysets.resources import ResourceQuerySet
from .consultation import Consultation


class Resource(models.Model):
    """Something to read, watch or use elsewhere."""

    class Kind(models.TextChoices):
        PRESENTATION = "presentation", _("presentation")
        BLOG = "blog", _("blog post")
        VIDEO = "video", _("video")
        REPORT = "report", pgettext_lazy("resource", "report")
        PAGE = "page", _("wiki page")
        OTHER = "other", _("something else")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = LineField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language")
    )
    published_on = models.DateField(_("date"), null=True, blank=True, help_text=_("Empty: not known."))
    description = LineField(_("what it is about"), max_length=300, blank=True)

    history = HistoricalRecords()
    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "url"],
                name="resource_once",
                violation_error_message=_("This address stands in the list already."),
            ),
        ]

    def __str__(self):
        return self.title
