"""Following a consultation or an idea, reporting a text to the moderators, and asking them to look again."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .ideas import Comment, Idea
from .questions import Question
from .translations import Translation
from .words import Term

TEXTS = ["idea", "comment", "question", "term", "translation"]
ONE_TEXT = reduce(
    or_, (Q(**{f"{text}__isnull": text != one for text in TEXTS}) for one in TEXTS)
)  # exactly one of them is named


class Follow(models.Model):
    """A person wants to hear of what happens to a consultation or to one idea."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, null=True, blank=True, related_name="follows"
    )
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, blank=True, related_name="follows")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=True, idea__isnull=False)
                | Q(consultation__isnull=False, idea__isnull=True),
                name="follow_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "consultation", "idea"], name="follow_once", nulls_distinct=False
            ),
        ]

    def __str__(self):
        return f"{self.person_id} → {self.consultation_id or self.idea_id}"


class Report(models.Model):
    """A reader asks the moderators to look at one text."""

    class Reason(models.TextChoices):
        ATTACK = "attack", _("It attacks a person or a group")
        PRIVATE = "private", _("It shows private information")
        SPAM = "spam", _("It is advertising or nonsense")
        OFF_TOPIC = "off_topic", _("It does not belong here")
        OTHER = "other", _("Something else")

    class Decision(models.TextChoices):
        KEPT = "kept", _("the text stays")
        HIDDEN = "hidden", _("the text is hidden")

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports", verbose_name=_("reported by")
    )
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, null=True, blank=True, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.CharField(_("what we should know"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("reported at"), default=timezone.now)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=ONE_TEXT,
                name="report_of_one_text",
            ),
            models.UniqueConstraint(
                fields=["reporter", *TEXTS],
                condition=Q(decided_at__isnull=True),
                nulls_distinct=False,
                name="report_once_while_open",
                violation_error_message=_("You reported this text already; the moderators will look at it."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="") | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="report_decided_with_a_decision",
            ),
        ]

    def __str__(self):
        return self.get_reason_display()


class Appeal(models.Model):
    """The author of a hidden text asks the moderators to look at it once more."""

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("the text stays hidden")
        SHOWN = "shown", _("the text is shown again")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appeals", verbose_name=_("author")
    )
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals")
    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals"
    )
    hidden_at = models.DateTimeField(_("hidden at"))
    reason = models.CharField(_("why it should be shown"), max_length=1000)
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    answer = models.CharField(_("answer to the author"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(condition=ONE_TEXT, name="appeal_of_one_text"),
            models.UniqueConstraint(
                fields=[*TEXTS, "hidden_at"],
                nulls_distinct=False,
                name="appeal_once_a_hiding",
                violation_error_message=_("You asked already; the moderators will look at it once more."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="appeal_says_why"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="", answer="")
                | (Q(decided_at__isnull=False) & ~Q(decision="") & ~Q(answer="")),
                name="appeal_decided_with_an_answer",
            ),
        ]

    def __str__(self):
        return self.reason[:60]
