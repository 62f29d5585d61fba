"""When people are invited to apply."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_can_invite(cohort, now):
    """Raise ValidationError unless people can read the cohort and apply, now or later."""
    if not cohort.published_at or cohort.published_at > now:
        raise ValidationError(
            _("Publish the cohort first: people could not read what they are invited to."), code="draft"
        )
    if cohort.closes_at <= now:
        raise ValidationError(_("The deadline is over."), code="closed")


def check_can_be_invited(person, *, is_invited):
    """Raise ValidationError when a person cannot take part, or was invited before."""
    if not person.is_active:
        raise ValidationError(_("This account is closed."), code="inactive")
    if is_invited:
        raise ValidationError(_("Invited already: nobody is asked twice."), code="invited")
