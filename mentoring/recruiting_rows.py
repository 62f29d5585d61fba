"""Which mentors organizers should look for, in sentences; counted once for each solution."""

from django.core.cache import cache
from django.core.exceptions import ValidationError

from .because import names_for
from .rules.weeks import UnknownZone
from .why_nobody import codes_of, recruiting_said

MENTORS = 2  # of each kind
KEPT = 24 * 60 * 60  # seconds


def recruiting_said_of(matching, solution):
    """[sentence] on kinds of mentors that would match more people; [] where nobody is alone, or nothing would help."""
    if solution is None or not solution.alone:
        return []
    key = f"mentoring:recruiting:{solution.pk}"
    kinds = cache.get(key)
    if kinds is None:
        from .actions.what_if import recruiting_list  # as in mentoring.actions.rounds

        try:
            kinds = recruiting_list(round=matching, count=MENTORS)
        except (ValidationError, UnknownZone):
            return []
        cache.set(key, kinds, KEPT)
    names = names_for([codes_of(kinds)])
    return [recruiting_said(kind, names, count=MENTORS) for kind in kinds]
