"""The one outbox: every mail and in-app notice, planned once, with a reason where it was not sent."""

import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import NoticeQuerySet


class Channel(models.TextChoices):
    """How a person wants to hear of one kind of thing. What is told by mail stands on the own page too."""

    MAIL = "mail", _("by mail")
    DIGEST = "digest", _("in a digest by mail")
    IN_APP = "in_app", _("only on my page")
    NONE = "none", _("not at all")


class Notice(models.Model):
    """One thing to tell one person once, at its time."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        GATHERED = "gathered", _("waits for the digest")
        SENT = "sent", _("sent by mail")
        TOLD = "told", _("told on the own page")
        SKIPPED = "skipped", _("not sent")
        DEAD = "dead", _("could not be sent")

    class Reason(models.TextChoices):
        """Why something was not sent, in words that its recipient reads."""

        JOINED_LATE = "joined_late", _("You joined after its time.")
        WITHDRAWN = "withdrawn", _("You take no part any more, or what it speaks of was taken back.")
        UNSUBSCRIBED = "unsubscribed", _("You chose not to hear of this.")
        CANCELLED = "cancelled", _("What it speaks of was cancelled.")
        MOVED = "moved", _("The date was moved; a new notice took its place.")
        PAST_GRACE = "past_grace", _("It was too late for it to be of use.")
        NO_ADDRESS = "no_address", _("You have no e-mail address here; it stands on this page.")
        UNCONFIRMED = "unconfirmed", _("Your e-mail address is not confirmed yet, so no mail was sent.")
        INACTIVE = "inactive", _("The account is closed.")
        REFUSED = "refused", _("Your mail server refused it.")
        FAILED = "failed", _("It failed several times.")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("recipient"),
        db_index=False,  # notice_of_person begins with it
    )
    address = models.EmailField(_("address"), blank=True, help_text=_("Only for account mails; others ask the person."))
    kind = models.CharField(_("kind"), max_length=50)
    subject_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    subject_id = models.BigIntegerField(null=True, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    dedupe_key = models.CharField(max_length=200)
    occurrence = models.CharField(max_length=100, blank=True, help_text=_("The event that a reminder belongs to."))
    revision = models.PositiveIntegerField(default=1, help_text=_("The schedule revision of that event."))
    created_at = models.DateTimeField(_("planned at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    grace_until = models.DateTimeField(_("of use until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    try_at = models.DateTimeField(_("next try at"), default=timezone.now)
    lease = models.UUIDField(null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=250, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    digest = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="gathered", db_index=False
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            # Not unique=True, which would keep a second index for LIKE: 100,000 notices are planned at once.
            models.UniqueConstraint(fields=["dedupe_key"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "gathered", "sent", "told", "skipped", "dead"]),
                name="notice_state_known",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""), name="notice_goes_to_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["skipped", "dead"]) | ~Q(reason=""), name="notice_not_sent_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "gathered"], done_at__isnull=True)
                | Q(state__in=["sent", "told", "skipped", "dead"], done_at__isnull=False),
                name="notice_done_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(grace_until__isnull=True) | Q(grace_until__gte=F("due_at")), name="notice_grace_after_due"
            ),
        ]
        indexes = [
            models.Index(fields=["try_at", "id"], condition=Q(state="planned"), name="notice_to_carry"),
            models.Index(
                fields=["try_at", "id"], condition=Q(state="planned") & ~Q(address=""), name="notice_account_to_carry"
            ),
            models.Index(fields=["recipient", "-due_at", "-id"], name="notice_of_person"),
            models.Index(fields=["recipient"], condition=Q(state="gathered"), name="notice_gathered"),
            models.Index(fields=["digest"], condition=Q(digest__isnull=False), name="notice_in_digest"),
            models.Index(fields=["occurrence", "revision"], condition=~Q(occurrence=""), name="notice_of_occurrence"),
        ]

    def __str__(self):
        return f"{self.kind} {self.dedupe_key}"


class NoticeChoice(models.Model):
    """How a person wants to hear of one kind; without a row, the kind's own default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=50)
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        verbose_name = _("choice of channel")
        verbose_name_plural = _("choices of channel")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once"),
            models.CheckConstraint(
                condition=Q(channel__in=["mail", "digest", "in_app", "none"]), name="notice_choice_known"
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.channel}"


class NoticeRhythm(models.Model):
    """When a person wants mail: quiet hours and the rhythm of the digest, in the person's own time zone."""

    class Every(models.TextChoices):
        DAY = "day", _("every day")
        WEEK = "week", _("every Monday")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_rhythm")
    digest_every = models.CharField(_("digest"), max_length=5, choices=Every, default=Every.DAY)
    digest_at = models.TimeField(_("digest at"), default=datetime.time(8))
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no mail until"), null=True, blank=True)

    class Meta:
        verbose_name = _("rhythm of mail")
        verbose_name_plural = _("rhythms of mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until"))),
                name="notice_quiet_hours_have_two_ends",
                violation_error_message=_("Quiet hours need a beginning and another end."),
            ),
            models.CheckConstraint(condition=Q(digest_every__in=["day", "week"]), name="notice_digest_rhythm_known"),
        ]

    def __str__(self):
        return f"{self.person_id} {self.digest_every}"


class KeptMail(models.Model):
    """A mail that a machine of one's own keeps to be read in the admin, in place of sending it."""

    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    recipients = models.TextField(_("recipients"))
    title = models.TextField(_("title"))
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    headers = models.JSONField(_("headers"), default=dict)

    class Meta:
        verbose_name = _("kept mail")
        verbose_name_plural = _("kept mails")

    def __str__(self):
        return self.title
