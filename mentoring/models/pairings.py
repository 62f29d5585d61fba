"""A mentor and a mentee at work: goals, meetings, check-ins, and the end of it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import LineField, MarkdownField

from ..querysets.pairings import CheckInQuerySet, ConcernQuerySet, MeetingQuerySet, PairingQuerySet
from .mentors import Mentor
from .proposals import Proposal
from .requests import MentoringRequest


class Pairing(models.Model):
    """A mentor and a mentee who both accepted; active until `ended_at`.

    It takes one place of the mentor and one of the co-mentor, counted by the database (migration 0002).
    `mentor_sign_at`: the mentor's last sign of life here; `nudged_at`: when a silent mentor was asked for one.
    `meets_at`, `meets_where`: when and where the pair agreed to meet next.
    """

    class Ending(models.TextChoices):
        FINISHED = "finished", _("we reached what we wanted, or its time was over")
        CHANGED = "changed", _("the mentee looks for another mentor")
        STOPPED = "stopped", _("one of the two stopped")

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="pairing", verbose_name=_("proposal")
    )
    request = models.ForeignKey(
        MentoringRequest, on_delete=models.PROTECT, related_name="pairings", verbose_name=_("mentoring request")
    )
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="pairings", verbose_name=_("mentor"))
    mentee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pairings", verbose_name=_("mentee")
    )
    co_mentor = models.ForeignKey(
        Mentor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="co_pairings",
        verbose_name=_("co-mentor"),
    )
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("meant to end on"))
    meets_at = models.DateTimeField(_("meets next at"), null=True, blank=True)
    meets_where = LineField(_("meets next where"), max_length=300, blank=True)
    mentor_sign_at = models.DateTimeField(_("mentor's last sign"), default=timezone.now)
    nudged_at = models.DateTimeField(_("mentor asked for a sign at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(ended_at__isnull=True),
                name="pairing_one_active",
                violation_error_message=_("This request has a mentor already."),
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(ended_at__isnull=True),
                name="pairing_of_two_once",
                violation_error_message=_("These two are a pair already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="pairing_ends_after_it_begins",
                violation_error_message=_("A pairing ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(co_mentor__isnull=True) | ~Q(co_mentor=F("mentor")),
                name="pairing_co_mentor_is_another",
                violation_error_message=_("The co-mentor is somebody else than the mentor."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | Q(ended_at__isnull=False, ending__in=["finished", "changed", "stopped"]),
                name="pairing_ended_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["mentor"], condition=Q(ended_at__isnull=True), name="pairing_active"),
            models.Index(
                fields=["co_mentor"],
                condition=Q(ended_at__isnull=True, co_mentor__isnull=False),
                name="pairing_active_co",
            ),
        ]

    def __str__(self):
        return f"{self.mentor_id} + {self.mentee_id}"

    def get_absolute_url(self):
        return reverse("mentoring:pairing", args=[self.pk])


class Goal(models.Model):
    """What a pair wants to reach."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="goals", verbose_name=_("pairing"))
    text = LineField(_("goal"), max_length=300)
    lang = models.CharField(_("language"), max_length=20)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    reached_at = models.DateTimeField(_("reached at"), null=True, blank=True)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    def __str__(self):
        return self.text


class Meeting(models.Model):
    """A meeting that took place. Its day and minutes count towards certificates; the notes stay with the pair."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("pairing"))
    held_on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(5), MaxValueValidator(8 * 60)]
    )
    notes = MarkdownField(_("notes"), blank=True, help_text=_("Only the two of you read them."))
    notes_html = models.TextField(blank=True, editable=False)
    lang = models.CharField(_("language"), max_length=20, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("logged by")
    )
    logged_at = models.DateTimeField(_("logged at"), default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "held_on"],
                name="meeting_once_a_day",
                violation_error_message=_("A meeting on this day stands here already. You can change it."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=8 * 60),
                name="meeting_lasts_some_minutes",
                violation_error_message=_("A meeting lasts between 5 minutes and 8 hours."),
            ),
        ]

    def __str__(self):
        return f"{self.held_on}: {self.minutes}"


class CheckIn(models.Model):
    """How it goes, asked of each of the two on a day. The organizers read it; the other one does not.

    Where somebody wants help, an organizer settles it with an outcome.
    """

    class How(models.TextChoices):
        WELL = "well", _("It goes well")
        SLOWLY = "slowly", _("It goes slowly")
        STUCK = "stuck", _("We are stuck")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="check_ins", verbose_name=_("pairing"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    due_on = models.DateField(_("due on"))
    how = models.CharField(_("how it goes"), max_length=10, choices=How, blank=True)
    wants_help = models.BooleanField(_("I would like the organizers to help"), default=False)
    text = LineField(_("words to the organizers"), max_length=500, blank=True)
    lang = models.CharField(_("language"), max_length=20, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    outcome = LineField(_("outcome"), max_length=500, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(fields=["pairing", "person", "due_on"], name="check_in_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, how="")
                | Q(answered_at__isnull=False, how__in=["well", "slowly", "stuck"]),
                name="check_in_answered_somehow",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(outcome=""),
                name="check_in_settled_with_an_outcome",
                violation_error_message=_("Say how it was settled."),
            ),
        ]

    def __str__(self):
        return f"{self.pairing_id} {self.due_on}"


class PairingFeedback(models.Model):
    """What one of the two says at the end. The organizers read it; the other one reads it only when it is shared."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("pairing"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    helped = models.PositiveSmallIntegerField(_("how much it helped, 0 to 4"))
    text = MarkdownField(_("what helped, and what would have helped more"), blank=True, max_length=2000)
    text_html = models.TextField(blank=True, editable=False)
    lang = models.CharField(_("language"), max_length=20, blank=True)
    is_shared = models.BooleanField(_("the other one may read it"), default=False)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("feedback on a pairing")
        verbose_name_plural = _("feedback on pairings")
        constraints = [
            models.UniqueConstraint(fields=["pairing", "person"], name="pairing_feedback_once"),
            models.CheckConstraint(condition=Q(helped__lte=4), name="pairing_feedback_zero_to_four"),
        ]

    def __str__(self):
        return f"{self.pairing_id} {self.helped}"


class Concern(models.Model):
    """Something in a pairing that the organizers must know of. Only its author and the organizers read it."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="concerns", verbose_name=_("pairing"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("author")
    )
    text = MarkdownField(_("what happened"), max_length=5000)
    text_html = models.TextField(blank=True, editable=False)
    lang = models.CharField(_("language"), max_length=20)
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    outcome = LineField(_("outcome"), max_length=500, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(outcome=""),
                name="concern_settled_with_an_outcome",
                violation_error_message=_("Say how it was settled."),
            )
        ]

    def __str__(self):
        return f"{self.pairing_id} {self.raised_at:%Y-%m-%d}"
