"""Dead letters: an organizer has them tried once more."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Notice
from .calling import call_after_commit


@transaction.atomic
def send_again(*, notice, actor):
    """Try a dead letter anew, with all its attempts; it keeps a line that says who asked."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)  # two organizers, one mail
    if notice.state != Notice.State.DEAD:
        raise ValidationError(_("Only what could not be sent can be sent again."), code="not_dead")
    now = timezone.now()
    notice.last_error = f"{notice.last_error}\n{now:%Y-%m-%d %H:%M} UTC: sent again by {actor.username}"
    notice.state, notice.reason, notice.attempts = Notice.State.PLANNED, "", 0
    notice.lease, notice.try_at, notice.done_at, notice.grace_until = None, now, None, None
    notice.save()
    call_after_commit()
    return notice
