"""What was heard beside the consultation, and what was learnt from all of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.evidence import EvidenceQuerySet, FindingQuerySet, FocusGroupQuerySet
from .consultation import Consultation
from .ideas import Comment, Idea
from .words import Term


class FocusGroup(models.Model):
    """People who talked about the questions in one room; never counted among the votes."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="focus_groups")
    setting = LineField(_("setting"), max_length=200, help_text=_("For example: affiliate leaders at a conference."))
    held_on = models.DateField(_("date"), null=True, blank=True, help_text=_("Empty: not recorded."))
    when_note = LineField(
        _("date in words"), max_length=100, blank=True, help_text=_("What is known of the date or the hour.")
    )
    place = LineField(_("place"), max_length=150, blank=True, help_text=_("Empty: not recorded."))
    language = models.ForeignKey(
        "people.Language",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("language of the talk"),
        help_text=_("Empty: not recorded."),
    )
    method = LineField(_("method"), max_length=200, blank=True, help_text=_("How it was done. Empty: not recorded."))
    staff_count = models.PositiveSmallIntegerField(
        _("staff"), null=True, blank=True, help_text=_("Empty: not counted.")
    )
    community_count = models.PositiveSmallIntegerField(
        _("community"), null=True, blank=True, help_text=_("Empty: not counted.")
    )
    notes = MarkdownField(_("notes"), blank=True)
    notes_html = models.TextField(blank=True, editable=False)
    source_url = models.URLField(_("source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords(excluded_fields=["notes_html"])
    objects = FocusGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("focus group")
        verbose_name_plural = _("focus groups")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "setting"], name="focusgroup_setting_once"),
        ]

    def __str__(self):
        return self.setting

    def get_absolute_url(self):
        return f"{reverse('consultations:focus_groups', args=[self.consultation.slug])}#group-{self.pk}"


class Quote(models.Model):
    """Words said in a focus group, by nobody in particular."""

    focus_group = models.ForeignKey(FocusGroup, on_delete=models.CASCADE, related_name="quotes")
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of the text")
    )
    text = LineField(_("quote"), max_length=500, help_text=_("Without names, and nothing that gives a person away."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="quote_says_something")]

    def __str__(self):
        return self.text


class Finding(models.Model):
    """One thing learnt, with the evidence that it rests on. Readers see it from `published_at` on."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="findings")
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of the text")
    )
    title = LineField(_("title"), max_length=200)
    body = MarkdownField(_("text"))
    body_html = models.TextField(blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    source_url = models.URLField(_("source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords(excluded_fields=["body_html"])
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "title"], name="finding_title_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="finding_says_something"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:finding", args=[self.consultation.slug, self.pk])


class Evidence(models.Model):
    """One thing that a finding rests on."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by")
    focus_group = models.ForeignKey(
        FocusGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name=_("focus group"),
    )
    note = LineField(_("what it shows"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(idea__isnull=False, comment=None, term=None, focus_group=None)
                | Q(idea=None, comment__isnull=False, term=None, focus_group=None)
                | Q(idea=None, comment=None, term__isnull=False, focus_group=None)
                | Q(idea=None, comment=None, term=None, focus_group__isnull=False),
                name="evidence_is_one_thing",
                violation_error_message=_("A piece of evidence is one thing: an idea, a comment, a word or a group."),
            ),
            models.UniqueConstraint(
                fields=["finding", "idea", "comment", "term", "focus_group"],
                nulls_distinct=False,
                name="evidence_once",
                violation_error_message=_("This finding cites it already."),
            ),
        ]

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self):
        """The idea, comment, term or focus group."""
        return self.idea or self.comment or self.term or self.focus_group
