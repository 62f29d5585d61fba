"""When and where a course meets, and what is read there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from timezone_field import TimeZoneField

from people.fields import LineField

from ..querysets.sessions import SessionQuerySet
from .catalogue import Course


class Session(models.Model):
    """One meeting of a course, at a place or behind a link."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("course"))
    title = LineField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    time_zone = TimeZoneField(_("time zone of the place"), default="UTC")
    place = LineField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part"), blank=True, help_text=_("Seen by those who have a seat."))
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language spoken")
    )
    schedule_revision = models.PositiveIntegerField(default=1, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_reason = LineField(_("why it is cancelled"), max_length=300, blank=True)

    history = HistoricalRecords()
    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("A session ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_reason=""),
                name="session_cancelled_for_a_reason",
                violation_error_message=_("Say why the session is cancelled: those who come are told."),
            ),
        ]
        indexes = [models.Index(fields=["course", "starts_at"], name="session_of_course")]

    def __str__(self):
        return self.title


class Material(models.Model):
    """Something to read or watch for a course, in one language."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("slides")
        TEXT = "text", _("text")
        VIDEO = "video", _("video")
        EXERCISE = "exercise", _("exercise")
        OTHER = "other", _("other")

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="materials", verbose_name=_("course"))
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("session"),
        help_text=_("Empty: for the whole course."),
    )
    title = LineField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    url = models.URLField(_("address"), max_length=500)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "url", "language"],
                name="material_once",
                violation_error_message=_("This material stands in the course already, in this language."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["slides", "text", "video", "exercise", "other"]), name="material_kind_known"
            ),
        ]

    def __str__(self):
        return self.title


class SessionAttendance(models.Model):
    """Somebody with a seat was at a session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey("academy.Enrolment", on_delete=models.CASCADE, related_name="attendances")
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("attendance of a session")
        verbose_name_plural = _("attendance of sessions")
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="sessionattendance_once")]

    def __str__(self):
        return f"{self.enrolment_id} @ {self.session_id}"
