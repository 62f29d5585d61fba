"""The address of a person's own calendar."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_address():
    """What nobody can guess: whoever knows it reads the calendar."""
    return secrets.token_urlsafe(32)


class CalendarToken(models.Model):
    """The private address at which calendar programs read a person's days. A new one shuts the old one."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_token", verbose_name=_("person")
    )
    token = models.CharField(_("token"), max_length=64, unique=True, default=new_address, editable=False)
    renewed_at = models.DateTimeField(_("renewed at"), default=timezone.now)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")

    def __str__(self):
        return f"{self.person_id}"
