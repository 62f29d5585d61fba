"""Editions of Learning Days with their days, rooms and figures."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.editions import DayQuerySet, EditionQuerySet


class Edition(models.Model):
    """Learning Days at one place and time. `zone`: the venue's IANA time zone, as text that can always be read.

    `revision`: raised whenever a day is moved or cancelled; each day counts its own moves as well.
    """

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = LineField(_("title"), max_length=150)
    summary = MarkdownField(_("summary"))
    summary_html = models.TextField(blank=True, editable=False)
    criteria = MarkdownField(
        _("who gets a seat"), blank=True, help_text=_("The criteria for each day, published with the registration.")
    )
    criteria_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of these texts")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    venue = LineField(_("venue"), max_length=200)
    zone = models.CharField(_("time zone of the venue"), max_length=64)
    finding = models.ForeignKey(
        "consultations.Finding",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("finding that it grew from"),
    )
    registration_opens_at = models.DateTimeField(_("registration opens at"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes at"), null=True, blank=True)
    offer_hours = models.PositiveSmallIntegerField(_("hours to answer an offer from the waiting list"), default=72)
    revision = models.PositiveIntegerField(_("revision of the schedule"), default=1, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    organizers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="led_editions", verbose_name=_("organizers")
    )
    is_demonstration = models.BooleanField(_("holds demonstration data"), default=False)
    source_url = models.URLField(_("source"), blank=True)

    history = HistoricalRecords(excluded_fields=["summary_html", "criteria_html"])
    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(condition=~Q(zone=""), name="edition_has_a_zone"),
            models.CheckConstraint(
                condition=Q(year__gte=2001, year__lte=2999),
                name="edition_year_of_the_movement",
                violation_error_message=_("Give the year with four digits, from 2001 on."),
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at__gt=F("registration_opens_at"))
                | Q(registration_opens_at__isnull=True, registration_closes_at__isnull=True),
                name="edition_registration_closes_later",
                violation_error_message=_("Registration closes after it opens; give both or none."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, offer_hours__lte=24 * 30),
                name="edition_offers_last_some_hours",
                violation_error_message=_("People have between one hour and 30 days to answer an offer."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning_days:edition", args=[self.slug])


class Day(models.Model):
    """One day of an edition, from `starts_at` to `ends_at`; a cancelled one stays, so that all can be told.

    `capacity` None: nobody was counted (editions of the past). The database counts the seats under the row's lock
    (migration 0002). `revision`: raised by the database whenever the hours change or the day is cancelled (migration
    0004); reminders are planned once for each revision, so that a move of one day repeats nothing of another.
    """

    class Audience(models.TextChoices):
        EXPERIENCED = "experienced", _("experienced mentors")
        EVERYONE = "everyone", _("everyone")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="days", verbose_name=_("edition"))
    date = models.DateField(_("date at the venue"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    title = LineField(_("title"), max_length=150)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.EVERYONE)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = LineField(_("cancelled because"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(_("revision of the hours"), default=1, editable=False)

    history = HistoricalRecords(excluded_fields=["revision"])
    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day")
        verbose_name_plural = _("days")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "date"],
                name="day_once",
                violation_error_message=_("This edition has a day on this date already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="day_ends_after_it_begins",
                violation_error_message=_("A day ends after it begins."),
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="day_has_a_seat"),
            models.CheckConstraint(condition=Q(audience__in=["experienced", "everyone"]), name="day_audience_known"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""),
                name="day_cancelled_with_reason",
                violation_error_message=_("Say why the day is cancelled: those who registered read it."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.date})"


class Room(models.Model):
    """A room of the venue, with the people whom it holds."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rooms", verbose_name=_("edition"))
    name = LineField(_("name"), max_length=100)
    capacity = models.PositiveIntegerField(_("people, at most"), validators=[MinValueValidator(1)])
    access = LineField(_("how to get in"), max_length=300, blank=True, help_text=_("Steps, lift, hearing loop."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"],
                name="room_once",
                violation_error_message=_("This edition has a room of this name already."),
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_holds_somebody"),
        ]

    def __str__(self):
        return self.name


class Figure(models.Model):
    """A figure that was reported of an edition, with its source: 96 community members; 29 of 96 shared."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures", verbose_name=_("edition"))
    label = LineField(_("what was counted"), max_length=150)
    count = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    out_of = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    source_url = models.URLField(_("source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(count__isnull=False) | Q(percent__isnull=False),
                name="figure_says_something",
                violation_error_message=_("Give a count or a percentage."),
            )
        ]

    def __str__(self):
        return self.label
