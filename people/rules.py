"""Verdicts on what a person may do now."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_rate(request):
    """Raise ValidationError when this person has sent more texts within an hour than anybody writes by hand."""
    if not ratelimit.consume(request, action="write", user=request.user):
        raise ValidationError(
            _("You have sent very many texts within an hour. What you typed is kept: please send it again later."),
            code="too_many",
        )
