"""When people say how they see their own skills: before a track, and after they learnt on it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BEFORE, AFTER = "before", "after"


def moment_of(*, has_completed, given):
    """What the person is asked now: `before`, and once that is said and a course of the track is completed, `after`.

    `given`: the moments that are given.
    """
    if AFTER in given:
        return AFTER
    return AFTER if has_completed and BEFORE in given else BEFORE


def check_can_assess(moment, *, has_completed, given):
    """Raise ValidationError unless this moment is open."""
    if moment == BEFORE and AFTER in given:
        raise ValidationError(
            _("You have said how you see your skills after the track: what you said before stays."), code="given"
        )
    if moment == AFTER and not has_completed:
        raise ValidationError(_("Complete a course of this track first: then look back."), code="not_yet")
