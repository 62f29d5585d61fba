"""Who is chosen, why, and who takes the seat."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import LineField

from ..querysets.selection import DecisionQuerySet, OfferQuerySet
from .applications import Application
from .cohorts import Cohort, Minimum, Rubric


class Selection(models.Model):
    """The one ranking of a cohort's applications, with all that anybody needs to run it again.

    `bundle`: canonical JSON of the anonymised scores, the rubric and the result; `sha256`: its hash.
    """

    cohort = models.OneToOneField(Cohort, on_delete=models.PROTECT, related_name="selection", verbose_name=_("cohort"))
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+", verbose_name=_("rubric"))
    bundle = models.TextField(editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    told_at = models.DateTimeField(_("applicants told at"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("applicants told by"),
    )

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")

    def __str__(self):
        return f"{self.cohort} ({self.sha256[:12]})"


class Decision(models.Model):
    """What was decided on an application. Only ever added to (migration 0002): the newest one holds.

    `score`: median of the weighted scores, in thousandths of a level (0 to 4000), rounded down; `rank`: from 1.
    `tag`: the name of the application in the selection's bundle, which holds neither people nor codes.
    """

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("selected")
        WAITING = "waiting", _("on the waiting list")
        DECLINED = "declined", _("not selected")

    class Because(models.TextChoices):
        RANK = "rank", _("by rank")
        MINIMUM = "minimum", _("by rank within a group that has a minimum")
        PASSED = "passed", _("the seats left were needed for a minimum")
        BELOW = "below", _("below the last seat")
        OFFER = "offer", _("a seat became free")
        CORRECTED = "corrected", _("corrected by the organizers")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("application")
    )
    selection = models.ForeignKey(
        Selection,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("selection"),
        help_text=_("Empty: a later decision on this application alone."),
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    because = models.CharField(_("because"), max_length=10, choices=Because)
    minimum = models.ForeignKey(
        Minimum,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minimum that decided"),
    )
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    tag = models.CharField(_("tag in the bundle"), max_length=12, blank=True)
    reason = LineField(_("reason"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # it is only ever added to
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(fields=["application", "selection"], name="decision_once_a_selection"),
            models.CheckConstraint(
                condition=Q(outcome__in=["selected", "waiting", "declined"]), name="decision_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(because__in=["rank", "minimum", "passed", "below", "offer", "corrected"]),
                name="decision_says_because",
            ),
            models.CheckConstraint(
                condition=Q(selection__isnull=True) | Q(rank__isnull=False, score__isnull=False, score__lte=4000),
                name="decision_of_a_selection_is_ranked",
            ),
            models.CheckConstraint(
                condition=~Q(because="corrected") | ~Q(reason=""),
                name="decision_corrected_with_reason",
                violation_error_message=_("Say why this decision is corrected: the applicant reads it."),
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


class Offer(models.Model):
    """A seat held for somebody until `expires_at`; an accepted one is taken.

    `minimum`: the group whose seat it is, empty for the general list. The database counts the seats of a cohort
    under its lock: those held and those taken (migration 0002). Past its time an offer no longer holds a seat; the
    answer `expired` is written when the seat is given on.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")
        WITHDRAWN = "withdrawn", _("withdrawn")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="offers", verbose_name=_("cohort"))
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="offers", verbose_name=_("application")
    )
    minimum = models.ForeignKey(
        Minimum, on_delete=models.PROTECT, null=True, blank=True, related_name="offers", verbose_name=_("seat of")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    expires_at = models.DateTimeField(_("expires at"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reason = LineField(_("reason"), max_length=300, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answer__in=["", "accepted"]),
                name="offer_one_that_holds",
                violation_error_message=_("This application holds an offer already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="offer_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "accepted", "declined", "expired", "withdrawn"]),
                name="offer_answer_known",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="offer_expires_later"),
            models.CheckConstraint(
                condition=~Q(answer="accepted") | Q(answered_at__lte=F("expires_at")), name="offer_accepted_in_time"
            ),
        ]
        indexes = [
            models.Index(fields=["cohort"], condition=Q(answer__in=["", "accepted"]), name="offer_seats"),
            models.Index(fields=["expires_at"], condition=Q(answer=""), name="offer_open"),
        ]

    def __str__(self):
        return self.get_answer_display() or str(self.expires_at)
