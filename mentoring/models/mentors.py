"""Who offers to mentor, what they offer, and whom people would rather not be paired with."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import MarkdownField

from ..querysets.mentors import ExclusionQuerySet, MentorQuerySet


class Mentor(models.Model):
    """A person who offers to mentor: up to `capacity` people at the same time.

    Pairings and the proposals that hold a place are counted by the database under the row's lock (migration 0002).
    Nobody is proposed to a mentor up to the day `away_until`, which is included, or after `stopped_at`.
    """

    MOST_PLACES = 5

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentor", verbose_name=_("person")
    )
    capacity = models.PositiveSmallIntegerField(
        _("people at the same time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    about = MarkdownField(_("what I can help with"), blank=True, max_length=2000)
    about_html = models.TextField(blank=True, editable=False)
    language = models.ForeignKey(
        "people.Language", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of this text")
    )
    areas = models.ManyToManyField(
        "people.ActivityArea", blank=True, related_name="mentors", verbose_name=_("activity areas")
    )
    regions = models.ManyToManyField(
        "people.Region",
        blank=True,
        related_name="mentors",
        verbose_name=_("regions"),
        help_text=_("Whose questions you know. None: everybody's."),
    )
    away_until = models.DateField(_("away until"), null=True, blank=True)
    created_at = models.DateTimeField(_("offered at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    objects = MentorQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=5),
                name="mentor_capacity_one_to_five",
                violation_error_message=_("A mentor takes between 1 and 5 people at the same time."),
            )
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("mentoring:mentor", args=[self.person.username])


class OfferedSkill(models.Model):
    """A skill that a mentor can teach. `course`: the completed one that it came from.

    Whoever just learnt it begins as a co-mentor (`is_as_co_mentor`), beside an experienced one.
    """

    mentor = models.ForeignKey(
        Mentor, on_delete=models.CASCADE, related_name="offered_skills", verbose_name=_("mentor")
    )
    skill = models.ForeignKey("people.Skill", on_delete=models.PROTECT, related_name="offers", verbose_name=_("skill"))
    is_as_co_mentor = models.BooleanField(_("as a co-mentor"), default=False)
    course = models.ForeignKey(
        "academy.Course",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offered_skills",
        verbose_name=_("learnt in"),
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("offered skill")
        verbose_name_plural = _("offered skills")
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "skill"],
                name="offered_skill_once",
                violation_error_message=_("This skill stands in the list already."),
            )
        ]

    def __str__(self):
        return f"{self.mentor_id} {self.skill_id}"


class Exclusion(models.Model):
    """Somebody whom a person must not be paired with. Private: the person alone sees it, and the matching obeys it.

    It holds in both directions, and for co-mentors too.
    """

    class Because(models.TextChoices):
        AVOID = "avoid", _("would rather not")
        NEVER_AGAIN = "never", _("not again, after a pairing")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exclusions", verbose_name=_("person")
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("not with")
    )
    because = models.CharField(_("because"), max_length=10, choices=Because, default=Because.AVOID)
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other"],
                name="exclusion_once",
                violation_error_message=_("This person stands in your list already."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("other")),
                name="exclusion_of_somebody_else",
                violation_error_message=_("You cannot exclude yourself."),
            ),
            models.CheckConstraint(condition=Q(because__in=["avoid", "never"]), name="exclusion_because_known"),
        ]

    def __str__(self):
        return f"{self.person_id} / {self.other_id}"
