"""Verdicts on what a person may do now."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TOO_MANY = _("You have sent very many texts within an hour. What you typed is kept: please send it again later.")


def check_rate(request, action="write", sentence=TOO_MANY):
    """Raise ValidationError when this person has sent more within an hour than anybody does by hand.

    `action`: a limit of ACCOUNT_RATE_LIMITS; reviewers save many scores in a sitting, and have their own.
    """
    if not ratelimit.consume(request, action=action, user=request.user):
        raise ValidationError(sentence, code="too_many")


def check_can_erase(person):
    """Raise ValidationError for those who run something: others rely on them."""
    if person.is_staff or person.is_superuser:
        raise ValidationError(
            _("You are an organizer. Ask another organizer to take this over first; then you can erase your account."),
            code="organizer",
        )
