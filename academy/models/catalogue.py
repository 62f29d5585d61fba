"""What can be learnt: schools with their tracks, and the courses on a track's path."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from people.fields import LineField, MarkdownField

from ..querysets.catalogue import CourseQuerySet, SchoolQuerySet, TrackCourseQuerySet, TrackQuerySet


class School(models.Model):
    """The tracks and courses of one area of activity."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    area = models.OneToOneField(
        "people.ActivityArea", on_delete=models.PROTECT, related_name="school", verbose_name=_("activity area")
    )
    title = LineField(_("title"), max_length=150)
    summary = LineField(_("summary"), max_length=300)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of these texts")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords()
    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('academy:academy')}#{self.slug}"


class Offering(models.Model):
    """What a track and a course share: their texts, and the finding or idea that they grew from."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("school"))
    title = LineField(_("title"), max_length=150)
    summary = LineField(_("summary"), max_length=300, help_text=_("One sentence: what one can do afterwards."))
    body = MarkdownField(_("text"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of these texts")
    )
    finding = models.ForeignKey(
        "consultations.Finding",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("finding that it grew from"),
    )
    idea = models.ForeignKey(
        "consultations.Idea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("idea that it grew from"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)
    source_url = models.URLField(_("source"), blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class Track(Offering):
    """A path of courses, required and elective ones, in an order."""

    electives_needed = models.PositiveSmallIntegerField(_("elective courses needed to complete it"), default=0)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords(excluded_fields=["body_html"])
    objects = TrackQuerySet.as_manager()

    class Meta(Offering.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")

    def get_absolute_url(self):
        return reverse("academy:track", args=[self.slug])


class Course(Offering):
    """Something to learn in a few sessions."""

    skills = models.ManyToManyField("people.Skill", blank=True, related_name="courses", verbose_name=_("skills"))
    regions = models.ManyToManyField(
        "people.Region",
        blank=True,
        related_name="courses",
        verbose_name=_("regions"),
        help_text=_("Whom it is made for. None: everybody."),
    )
    teachers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="taught_courses", verbose_name=_("teachers")
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: as many as come. When all are taken, people wait.")
    )
    sessions_needed = models.PositiveSmallIntegerField(
        _("sessions to attend to complete it"), null=True, blank=True, help_text=_("Empty: all of them.")
    )
    prepares_mentors = models.BooleanField(
        _("prepares mentors"), default=False, help_text=_("Who completes it is offered the step to mentor.")
    )
    enrolment_closes_at = models.DateTimeField(_("enrolment closes at"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["body_html"])
    objects = CourseQuerySet.as_manager()

    class Meta(Offering.Meta):
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="course_has_a_seat",
                violation_error_message=_("A course has at least one seat."),
            ),
            models.CheckConstraint(
                condition=Q(sessions_needed__isnull=True) | Q(sessions_needed__gte=1),
                name="course_needs_a_session",
                violation_error_message=_("To complete a course, one attends at least one session."),
            ),
        ]
        indexes = [
            models.Index(fields=["title", "id"], name="course_by_title"),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="course_title_trigrams"),
            GinIndex(OpClass(Upper("summary"), "gin_trgm_ops"), name="course_summary_trigrams"),
        ]

    def get_absolute_url(self):
        return reverse("academy:course", args=[self.slug])


class TrackCourse(models.Model):
    """A course at its place on a track."""

    class Kind(models.TextChoices):
        REQUIRED = "required", _("required")
        ELECTIVE = "elective", _("elective")

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="steps", verbose_name=_("track"))
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="steps", verbose_name=_("course"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REQUIRED)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TrackCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course of a track")
        verbose_name_plural = _("courses of a track")
        constraints = [
            models.UniqueConstraint(
                fields=["track", "course"],
                name="trackcourse_once",
                violation_error_message=_("This course is on the track already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["required", "elective"]), name="trackcourse_kind_known"),
        ]

    def __str__(self):
        return f"{self.track_id} {self.position} {self.course_id}"


class Prerequisite(models.Model):
    """A course that must be completed before another; the database refuses a circle (migration 0002)."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites", verbose_name=_("course"))
    needs = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="needed_by", verbose_name=_("needs this course first")
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "needs"],
                name="prerequisite_once",
                violation_error_message=_("This course is named already."),
            ),
            models.CheckConstraint(
                condition=~Q(course=F("needs")),
                name="prerequisite_is_another_course",
                violation_error_message=_("A course cannot come before itself."),
            ),
        ]

    def __str__(self):
        return f"{self.needs_id} → {self.course_id}"
