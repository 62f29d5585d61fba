"""Workshops: proposed, placed in rooms and hours, and released in numbered versions."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.programme import WorkshopQuerySet
from .editions import Day, Edition, Room

DURING = Func("starts_at", "ends_at", RangeBoundary(), function="TSTZRANGE", output_field=DateTimeRangeField())


class Workshop(models.Model):
    """Something that mentors lead at Learning Days. It names the course, finding or idea that it grew from.

    The row is the organizers' draft; readers see the newest Release. Placed: with day, room and hours; the database
    refuses two in a room at once, more people than the room holds, and hours outside the day (migration 0002).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", pgettext_lazy("a day or a workshop", "accepted")
        DECLINED = "declined", pgettext_lazy("a day or a workshop", "declined")
        CANCELLED = "cancelled", pgettext_lazy("a day or a workshop", "cancelled")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="workshops", verbose_name=_("edition"))
    title = LineField(_("title"), max_length=150)
    summary = MarkdownField(_("what one takes home"), max_length=3000)
    summary_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language it is held in")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=60, validators=[MinValueValidator(15)])
    course = models.ForeignKey(
        "academy.Course",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("course that it grew from"),
    )
    finding = models.ForeignKey(
        "consultations.Finding",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("finding that it grew from"),
    )
    idea = models.ForeignKey(
        "consultations.Idea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("idea that it grew from"),
    )
    skills = models.ManyToManyField("people.Skill", blank=True, related_name="workshops", verbose_name=_("skills"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    state_reason = LineField(_("reason"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    day = models.ForeignKey(
        Day, on_delete=models.PROTECT, null=True, blank=True, related_name="workshops", verbose_name=_("day")
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, blank=True, related_name="workshops", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: as many as the room holds.")
    )
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    history = HistoricalRecords(excluded_fields=["summary_html"])
    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False) | Q(finding__isnull=False) | Q(idea__isnull=False),
                name="workshop_grew_from_something",
                violation_error_message=_("Name the course, the finding or the idea that the workshop grew from."),
            ),
            models.CheckConstraint(
                condition=Q(day__isnull=True, room__isnull=True, starts_at__isnull=True, ends_at__isnull=True)
                | Q(day__isnull=False, room__isnull=False, starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="workshop_placed_whole",
                violation_error_message=_("Give the day, the room, the beginning and a later end, or none of them."),
            ),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(state__in=["accepted", "cancelled"]),
                name="workshop_placed_once_accepted",
                violation_error_message=_("Accept the workshop before you place it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "accepted", "declined", "cancelled"]), name="workshop_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "accepted"]) | ~Q(state_reason=""),
                name="workshop_declined_with_reason",
                violation_error_message=_("Say why: those who lead it read it."),
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="workshop_has_a_seat"),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=8 * 60),
                name="workshop_takes_some_minutes",
                violation_error_message=_("A workshop takes between 15 minutes and 8 hours."),
            ),
            ExclusionConstraint(
                name="workshops_apart_in_a_room",
                expressions=[("room", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
                condition=Q(state="accepted"),
                violation_error_message=_("Another workshop is in this room at this time."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning_days:workshop", args=[self.edition.slug, self.pk])


class WorkshopLead(models.Model):
    """Somebody who leads a workshop. The database copies its hours here and refuses two at once (migration 0002).

    `person` None: the person was erased; `during` None: not placed, or cancelled.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="leads", verbose_name=_("workshop"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_workshops",
        verbose_name=_("person"),
    )
    during = DateTimeRangeField(null=True, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                name="workshop_lead_once",
                violation_error_message=_("This person leads the workshop already."),
            ),
            ExclusionConstraint(
                name="workshop_leads_apart",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("This person leads another workshop at this time."),
            ),
        ]

    def __str__(self):
        return str(self.person or "–")


class Release(models.Model):
    """The programme as it was released, in numbered versions. Only ever added to (migration 0002).

    `content`: {"workshops": [{id, sequence, title, lang, day, room, starts_at, ends_at, leads, state …}]}; `sequence`
    is the number of the release in which that workshop last changed: the SEQUENCE of calendars.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="releases", verbose_name=_("edition"))
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    note = LineField(_("what changed"), max_length=300, blank=True)
    released_at = models.DateTimeField(_("released at"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )

    class Meta:
        verbose_name = _("release of the programme")
        verbose_name_plural = _("releases of the programme")
        get_latest_by = "number"
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="release_number_once")]

    def __str__(self):
        return f"{self.edition_id} v{self.number}"
