"""Who comes: registrations with their seats, what they need, who was there, and what they say."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import LineField, MarkdownField

from ..querysets.feedback import FeedbackQuerySet
from ..querysets.registrations import KEPT_DAYS, NeedQuerySet, RegistrationQuerySet, WorkshopSeatQuerySet
from .editions import Day
from .programme import Workshop


def new_token():
    """What stands in a QR code: nobody can guess it, and it says nothing about the person."""
    return secrets.token_urlsafe(16)


class Registration(models.Model):
    """A person and a day: on a seat from `seated_at` on, else waiting in the order of the key.

    A seat that became free is offered to the next one: held from `offered_at` until `offer_expires_at`, by the clock.
    Seats and open offers of a day are counted by the database under its lock (migration 0002). Staff take no seat.
    """

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("day"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("person")
    )
    is_staff = models.BooleanField(_("comes as staff"), default=False)
    token = models.CharField(_("token"), max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("registered at"), default=timezone.now)
    seated_at = models.DateTimeField(_("has a seat since"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offered a seat at"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("offer expires at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "person"],
                condition=Q(left_at__isnull=True),
                name="registration_once",
                violation_error_message=_("This person is registered already."),
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True, offer_expires_at__isnull=True)
                | Q(offer_expires_at__gt=F("offered_at")),
                name="registration_offer_expires_later",
            ),
            models.CheckConstraint(
                condition=Q(seated_at__isnull=True) | Q(offered_at__isnull=True),
                name="registration_seated_or_offered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["day", "id"],
                condition=Q(seated_at__isnull=True, left_at__isnull=True),
                name="registration_waiting",
            ),
            models.Index(
                fields=["offer_expires_at"],
                condition=Q(offered_at__isnull=False, left_at__isnull=True),
                name="registration_offer_open",
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.day}"


class Need(models.Model):
    """What somebody needs to come and take part. Private; deleted 90 days after the day."""

    KEPT_DAYS = KEPT_DAYS

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="need", verbose_name=_("registration")
    )
    travel = MarkdownField(_("travel"), blank=True, max_length=2000, help_text=_("Visa, route, arrival, a bed."))
    access = MarkdownField(
        _("access"), blank=True, max_length=2000, help_text=_("Wheelchair, captions, a quiet room, food, a helper.")
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    def __str__(self):
        return str(self.registration)

    @property
    def kept_until(self):
        """When it is deleted; read with the registration and its day."""
        return self.registration.day.ends_at + timedelta(days=KEPT_DAYS)


class WorkshopSeat(models.Model):
    """A registered person in a workshop, or in the line for it. The database copies the hours and the person here.

    It refuses two workshops at once for one person, and more people than seats (migration 0002).
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="workshop_seats", verbose_name=_("registration")
    )
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="seats", verbose_name=_("workshop"))
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    seated_at = models.DateTimeField(_("has a seat since"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    during = DateTimeRangeField(null=True, blank=True, editable=False)

    objects = WorkshopSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in a workshop")
        verbose_name_plural = _("seats in workshops")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "workshop"],
                condition=Q(left_at__isnull=True),
                name="workshop_seat_once",
                violation_error_message=_("This person has a seat in the workshop already."),
            ),
            ExclusionConstraint(
                name="workshop_seats_apart",
                expressions=[("registration", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(seated_at__isnull=False, left_at__isnull=True),
                violation_error_message=_("This person has a seat in another workshop at this time."),
            ),
        ]
        indexes = [
            models.Index(fields=["workshop", "id"], condition=Q(left_at__isnull=True), name="workshop_seat_line")
        ]

    def __str__(self):
        return f"{self.registration_id} @ {self.workshop_id}"


class Attendance(models.Model):
    """That somebody was there, however it was noted."""

    class How(models.TextChoices):
        CODE = "code", _("by the QR code")
        LIST = "list", _("by the list")
        FILE = "file", _("by a file, later")

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("registration")
    )
    how = models.CharField(_("noted"), max_length=4, choices=How)
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noted by"),
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.CheckConstraint(condition=Q(how__in=["code", "list", "file"]), name="attendance_noted_somehow")
        ]

    def __str__(self):
        return f"{self.registration_id}"


class Feedback(models.Model):
    """The form that Learning Days really used: liked best, next time, next 30 days."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("registration")
    )
    liked_best = MarkdownField(_("what I liked best"), blank=True, max_length=2000)
    next_time = MarkdownField(_("what should be different next time"), blank=True, max_length=2000)
    next_30_days = LineField(_("what I will do in the next 30 days"), max_length=500, blank=True)
    rating = models.PositiveSmallIntegerField(_("how useful it was, 0 to 4"), null=True, blank=True)
    lang = models.CharField(_("language"), max_length=20)
    may_be_quoted = models.BooleanField(_("may be quoted without my name"), default=False)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(condition=Q(rating__isnull=True) | Q(rating__lte=4), name="feedback_zero_to_four"),
            models.CheckConstraint(
                condition=~Q(liked_best="") | ~Q(next_time="") | ~Q(next_30_days="") | Q(rating__isnull=False),
                name="feedback_says_something",
                violation_error_message=_("Answer at least one question."),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"
