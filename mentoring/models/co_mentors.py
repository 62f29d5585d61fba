"""Taking a co-mentor into a pairing, with everybody's word."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mentors import Mentor
from .pairings import Pairing


class CoMentorInvitation(models.Model):
    """A mentor asks another one to join a pairing: that one and the mentee both agree, or one of them declines."""

    class Answer(models.TextChoices):
        JOINED = "joined", _("joined")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    pairing = models.ForeignKey(
        Pairing, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("pairing")
    )
    mentor = models.ForeignKey(
        Mentor, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("co-mentor")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    mentee_agreed_at = models.DateTimeField(_("the mentee agreed at"), null=True, blank=True)
    mentor_agreed_at = models.DateTimeField(_("the co-mentor agreed at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of a co-mentor")
        verbose_name_plural = _("invitations of co-mentors")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"],
                condition=Q(answer=""),
                name="co_mentor_asked_once",
                violation_error_message=_("Somebody is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=["joined", "declined", "withdrawn"], answered_at__isnull=False),
                name="co_mentor_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer="joined") | Q(mentee_agreed_at__isnull=False, mentor_agreed_at__isnull=False),
                name="co_mentor_joins_with_every_word",
            ),
        ]

    def __str__(self):
        return f"{self.pairing_id} + {self.mentor_id}"
