"""What participants carry home: pledges, and reports of what they shared."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import LineField, MarkdownField

from ..querysets.sharing import PledgeQuerySet, SharingQuerySet, SharingTeacherQuerySet
from .editions import Edition
from .programme import Workshop


class Pledge(models.Model):
    """What somebody will do in the next 30 days, after an edition.

    `person` None: the person was erased, and a report goes on from it. Hidden: only its own person reads it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pledges", verbose_name=_("edition"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("person"),
    )
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("workshop that it came from"),
    )
    text = LineField(_("what I will do"), max_length=500)
    lang = models.CharField(_("language"), max_length=20)
    is_public = models.BooleanField(_("everybody may read it"), default=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_because = LineField(_("hidden because"), max_length=300, blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person", "text"],
                condition=Q(dropped_at__isnull=True),
                name="pledge_once",
                violation_error_message=_("You made this pledge already."),
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_because=""),
                name="pledge_hidden_with_reason",
                violation_error_message=_("Say why it is hidden: its person reads it."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(text="", is_public=False, dropped_at__isnull=False),
                name="pledge_erased_whole",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("learning_days:pledge", args=[self.pk])


class Sharing(models.Model):
    """A report from home: what was passed on, where, when, in which language, to how many.

    `before`: the report of whoever taught its author; first hand without one. The database refuses circles (migration
    0002). `people`: all who took part; `people_known`: those of them who are counted in another report already.
    `form_key`: a second arrival of the same form is known by it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sharings",
        verbose_name=_("person"),
    )
    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, null=True, blank=True, related_name="sharings", verbose_name=_("pledge")
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="sharings", verbose_name=_("edition")
    )
    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sharings",
        verbose_name=_("workshop that it came from"),
    )
    before = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next",
        verbose_name=_("report that it goes on from"),
    )
    title = LineField(_("what"), max_length=150)
    text = MarkdownField(_("how it went"), blank=True, max_length=5000)
    text_html = models.TextField(blank=True, editable=False)
    lang = models.CharField(_("language of this text"), max_length=20)
    held_on = models.DateField(_("day"))
    place = LineField(_("place"), max_length=150, help_text=_("A town or a country, or “online”."))
    region = models.ForeignKey(
        "people.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sharings",
        verbose_name=_("region"),
    )
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="sharings", verbose_name=_("language it was held in")
    )
    people = models.PositiveIntegerField(_("how many took part"), validators=[MinValueValidator(1)])
    people_known = models.PositiveIntegerField(_("of them counted in another report"), default=0)
    skills = models.ManyToManyField("people.Skill", blank=True, related_name="sharings", verbose_name=_("skills"))
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("told at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_because = LineField(_("hidden because"), max_length=300, blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    objects = SharingQuerySet.as_manager()

    class Meta:
        verbose_name = _("report from home")
        verbose_name_plural = _("reports from home")
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=1_000_000),
                name="sharing_reached_somebody",
                violation_error_message=_("Say how many took part: at least one."),
            ),
            models.CheckConstraint(
                condition=Q(people_known__lte=F("people")),
                name="sharing_counts_people_once",
                violation_error_message=_("No more people can be counted already than took part."),
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=True) | ~Q(before=F("id")), name="sharing_not_before_itself"
            ),
            models.UniqueConstraint(
                fields=["person", "held_on", "title"],
                name="sharing_once",
                violation_error_message=_("You reported this already."),
            ),
        ]
        indexes = [
            models.Index(fields=["-held_on", "-id"], condition=Q(hidden_at__isnull=True), name="sharing_newest"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning_days:sharing", args=[self.pk])


class SharingTeacher(models.Model):
    """Somebody who can teach it now, after a report: a person here, or a name that only the author reads.

    Others read the name of a person who agreed. Who declined stays, so that nobody is asked twice.
    """

    sharing = models.ForeignKey(
        Sharing, on_delete=models.CASCADE, related_name="teachers", verbose_name=_("report from home")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = LineField(_("name"), max_length=100, blank=True)
    agreed_at = models.DateTimeField(_("agreed to be named at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined to be named at"), null=True, blank=True)

    objects = SharingTeacherQuerySet.as_manager()

    class Meta:
        verbose_name = _("who else can teach it")
        verbose_name_plural = _("who else can teach it")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="sharing_teacher_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(declined_at__isnull=True, person__isnull=False),
                name="sharing_teacher_agrees_in_person",
            ),
            models.UniqueConstraint(
                fields=["sharing", "person"],
                condition=Q(person__isnull=False),
                name="sharing_teacher_once",
                violation_error_message=_("This person stands in the list already."),
            ),
        ]

    def __str__(self):
        return self.name or str(self.person)
