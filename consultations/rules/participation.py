"""When one may take part, and how a form that comes late is answered."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..querysets.holding import is_open

STALE = _(
    "Somebody changed this text after you opened it. Your text stands below; "
    "read what is new, then save again to replace it."
)


def check_open(consultation_id, now):
    """The consultation takes part at `now`, asked anew in the database; else ValidationError, code `closed`."""
    if not is_open(consultation_id, now):
        raise ValidationError(
            _("This consultation is closed. Everything shared so far stays here to read."), code="closed"
        )


def check_own(text, person):
    """Only authors change their texts; code `not_yours`."""
    if text.author_id != person.pk:
        raise ValidationError(_("Only its author changes a text."), code="not_yours")


def check_not_hidden(text):
    """A text hidden by the moderators takes no more answers or changes; code `hidden`."""
    if text.hidden_at:
        raise ValidationError(_("The moderators hid this text; it takes no more answers."), code="hidden")


def check_revision(text, revision):
    """`revision` is the one that the writer saw; code `stale` when the text is newer."""
    if text.revision != revision:
        raise ValidationError(STALE, code="stale")
