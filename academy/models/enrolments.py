"""Who learns what: enrolments with their seats, certificates, and how people see their own skills."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import LineField

from ..querysets.enrolments import CertificateQuerySet, EnrolmentQuerySet
from .catalogue import Course, Track


class Enrolment(models.Model):
    """A person in a course: on a seat from `seated_at` on, else waiting in the order of the key.

    The database counts the seats of a course under its lock (migration 0002).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("person")
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    cohort = models.ForeignKey(
        "academy.Cohort",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("cohort"),
    )
    created_at = models.DateTimeField(_("enrolled at"), default=timezone.now)
    seated_at = models.DateTimeField(_("has a seat since"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(left_at__isnull=True),
                name="enrolment_once",
                violation_error_message=_("This person is enrolled already."),
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(seated_at__isnull=False, left_at__isnull=True),
                name="enrolment_completed_on_a_seat",
            ),
        ]
        indexes = [
            models.Index(
                fields=["course", "id"],
                condition=Q(seated_at__isnull=True, left_at__isnull=True),
                name="enrolment_waiting",
            ),
            models.Index(
                fields=["course"],
                condition=Q(seated_at__isnull=False, left_at__isnull=True),
                name="enrolment_seated",
            ),
        ]

    def __str__(self):
        return f"{self.person_id} @ {self.course_id}"


class Certificate(models.Model):
    """A person completed a course or a track: a page to print, and a signed Open Badges 3.0 credential."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("person")
    )
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("course"),
    )
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("track")
    )
    name = LineField(_("name on it"), max_length=100)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    credential = models.TextField(_("signed credential"), editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_because = LineField(_("why it is revoked"), max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=True, track__isnull=False) | Q(course__isnull=False, track__isnull=True),
                name="certificate_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "course", "track"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="certificate_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because=""),
                name="certificate_revoked_for_a_reason",
                violation_error_message=_("Say why it is revoked: whoever checks it reads the reason."),
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.course or self.track}"

    def get_absolute_url(self):
        return reverse("academy:certificate", args=[self.pk])


class SigningKey(models.Model):
    """A key that signs certificates. All are kept, so that old certificates stay verifiable.

    `kid`: the thumbprint of the public half (RFC 7638); `private_sealed`: the other half, encrypted with SECRET_KEY.
    """

    kid = models.CharField(max_length=64, unique=True)
    public_jwk = models.JSONField()
    private_sealed = models.TextField(default="", editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.kid


class SelfAssessment(models.Model):
    """How a person sees the own skills of one group, before a track or after it."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    class Level(models.IntegerChoices):
        NONE = 0, _("0 – new to me")
        SEEN = 1, _("1 – I have seen it done")
        HELPED = 2, _("2 – I did it with help")
        ALONE = 3, _("3 – I do it on my own")
        TEACHES = 4, _("4 – I show it to others")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="self_assessments")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="self_assessments")
    moment = models.CharField(_("moment"), max_length=10, choices=Moment)
    group = models.ForeignKey(
        "people.SkillGroup", on_delete=models.PROTECT, related_name="+", verbose_name=_("skill group")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    assessed_at = models.DateTimeField(_("assessed at"), default=timezone.now)

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = [
            models.UniqueConstraint(fields=["person", "track", "moment", "group"], name="selfassessment_once"),
            models.CheckConstraint(
                condition=Q(level__lte=4, moment__in=["before", "after"]), name="selfassessment_level_known"
            ),
        ]

    def __str__(self):
        return f"{self.moment}: {self.level}"
