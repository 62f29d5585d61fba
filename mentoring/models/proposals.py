"""One person and one mentor who might work together, until both said yes or one said no."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import LineField

from ..querysets.proposals import ProposalQuerySet
from .mentors import Mentor
from .requests import MentoringRequest
from .rounds import Round


class Proposal(models.Model):
    """A mentor proposed for a request: by the person who asked, or by a round.

    A draft until `offered_at`: only organizers see it. From then on it is open until `expires_at`, by the clock, and
    both answer; when both accepted there is a pairing. What somebody asked for themselves holds no place of the mentor;
    all other open proposals hold one, counted by the database with the pairings (migration 0002).
    `points`: 0 to 100; `codes`: the reasons in JSON, from which the sentences are made (mentoring.rules.points).
    """

    class Origin(models.TextChoices):
        ASKED = "asked", _("asked directly")
        ROUND = "round", _("proposed by a round")
        NEXT = "next", _("next best, after another one was declined")
        ORPHAN = "orphan", _("after a pairing broke")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Side(models.TextChoices):
        MENTEE = "mentee", _("the person who asked")
        MENTOR = "mentor", _("the mentor")

    request = models.ForeignKey(
        MentoringRequest, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("mentoring request")
    )
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("mentor"))
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("round"),
    )
    origin = models.CharField(_("came about"), max_length=10, choices=Origin)
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    codes = models.JSONField(_("reasons"), default=list)
    message = LineField(_("message to the mentor"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    mentee_accepted_at = models.DateTimeField(_("the person who asked accepted at"), null=True, blank=True)
    mentor_accepted_at = models.DateTimeField(_("the mentor accepted at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    declined_by = models.CharField(_("declined by"), max_length=10, choices=Side, blank=True)
    reason = LineField(_("reason"), max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(answer="", offered_at__isnull=False),
                name="proposal_one_open",
                violation_error_message=_("This request waits for an answer already."),
            ),
            models.UniqueConstraint(
                fields=["round", "request"], condition=Q(offered_at__isnull=True), name="proposal_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["asked", "round", "next", "orphan"]), name="proposal_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "accepted", "declined", "expired", "withdrawn"]),
                name="proposal_answer_known",
            ),
            models.CheckConstraint(
                condition=Q(declined_by="") | Q(answer="declined", declined_by__in=["mentee", "mentor"]),
                name="proposal_declined_by_a_side",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=100), name="proposal_points_to_a_hundred"
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True, expires_at__isnull=True, answer="")
                | Q(offered_at__isnull=False, expires_at__gt=F("offered_at")),
                name="proposal_offered_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="proposal_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer="accepted")
                | Q(mentee_accepted_at__lte=F("expires_at"), mentor_accepted_at__lte=F("expires_at")),
                name="proposal_accepted_by_both_in_time",
            ),
            models.CheckConstraint(
                condition=Q(origin="asked", round__isnull=True) | (~Q(origin="asked") & Q(points__isnull=False)),
                name="proposal_of_a_round_has_points",
            ),
        ]
        indexes = [
            models.Index(fields=["mentor"], condition=Q(answer="", offered_at__isnull=False), name="proposal_places"),
            models.Index(fields=["expires_at"], condition=Q(answer="", offered_at__isnull=False), name="proposal_open"),
        ]

    def __str__(self):
        return f"{self.request_id} → {self.mentor_id}"

    def get_absolute_url(self):
        return reverse("mentoring:proposal", args=[self.pk])
