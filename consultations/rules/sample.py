"""Where the sample may be loaded."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_can_load_sample():
    """Only on a machine of one's own: the sample brings accounts whose password is their name."""
    if not settings.LOCAL:
        raise ValidationError(
            _(
                "The sample has accounts whose password is their name, so it is loaded on local machines only. "
                "This site is deployed: it has a DATABASE_URL."
            ),
            code="deployed",
        )
