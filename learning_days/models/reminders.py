"""Reminder rules of an edition: who is told what, how long before or after which day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.reminders import ReminderRuleQuerySet
from .editions import Day, Edition


class ReminderRule(models.Model):
    """A reminder so many hours or days before a day begins, or after it ended, to an audience.

    In days it is due at `at` on the venue's clock of that date, in hours exactly so many hours away: both are right
    over changes of the clocks. Planned into notices once for each (rule, day, revision of the schedule, person);
    `version` is raised when a rule changes after it was armed, so that only what was not sent yet is planned anew.
    """

    class Side(models.TextChoices):
        BEFORE = "before", _("before the day begins")
        AFTER = "after", _("after the day ended")

    class Unit(models.TextChoices):
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")

    class Audience(models.TextChoices):
        SEATED = "seated", _("everybody with a seat")
        WAITING = "waiting", _("those on the waiting list")
        LEADS = "leads", _("those who lead a workshop")
        ATTENDED = "attended", _("those who were there")
        PLEDGED = "pledged", _("those who made a pledge and have not reported")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("edition"))
    day = models.ForeignKey(
        Day,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("day"),
        help_text=_("Empty: for each day of the edition."),
    )
    side = models.CharField(_("when"), max_length=6, choices=Side)
    amount = models.PositiveSmallIntegerField(_("how many"))
    unit = models.CharField(_("unit"), max_length=5, choices=Unit, default=Unit.DAYS)
    at = models.TimeField(_("at, on the venue's clock"), null=True, blank=True)
    audience = models.CharField(_("to"), max_length=10, choices=Audience, default=Audience.SEATED)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    armed_at = models.DateTimeField(_("armed at"), null=True, blank=True, editable=False)
    armed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("armed by"),
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True, editable=False)

    history = HistoricalRecords()
    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "day", "side", "amount", "unit", "audience"],
                nulls_distinct=False,
                name="reminder_rule_once",
                violation_error_message=_("There is a rule for the same moment and the same people already."),
            ),
            models.CheckConstraint(condition=Q(side__in=["before", "after"]), name="reminder_rule_side_known"),
            models.CheckConstraint(
                condition=Q(unit="hours", at__isnull=True, amount__gte=1, amount__lte=72)
                | Q(unit="days", at__isnull=False, amount__gte=1, amount__lte=400),
                name="reminder_rule_hours_or_days",
                violation_error_message=_("Give 1 to 72 hours, or 1 to 400 days with the hour of the day."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["seated", "waiting", "leads", "attended", "pledged"]),
                name="reminder_rule_audience_known",
            ),
        ]

    def __str__(self):
        return f"{self.said() % {'number': self.amount}}: {self.get_audience_display()}"

    def said(self):
        """How long before or after, with `%(number)s` in it."""
        if self.unit == self.Unit.HOURS:
            if self.side == self.Side.BEFORE:
                return ngettext("%(number)s hour before it begins", "%(number)s hours before it begins", self.amount)
            return ngettext("%(number)s hour after it ended", "%(number)s hours after it ended", self.amount)
        if self.side == self.Side.BEFORE:
            return ngettext("%(number)s day before it begins", "%(number)s days before it begins", self.amount)
        return ngettext("%(number)s day after it ended", "%(number)s days after it ended", self.amount)


class ReminderText(models.Model):
    """The words of a rule in one language. Who reads none of the languages gets the edition's, else English."""

    rule = models.ForeignKey(
        ReminderRule, on_delete=models.CASCADE, related_name="texts", verbose_name=_("reminder rule")
    )
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language")
    )
    subject = LineField(_("subject"), max_length=150)
    body = MarkdownField(_("text"), max_length=5000)

    class Meta:
        verbose_name = _("text of a reminder")
        verbose_name_plural = _("texts of reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "language"],
                name="reminder_text_once",
                violation_error_message=_("This rule has a text in this language already."),
            )
        ]

    def __str__(self):
        return self.subject
