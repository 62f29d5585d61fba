"""Questions about proposals."""

from django.db import models
from django.db.models import Q


class ProposalQuerySet(models.QuerySet):
    def drafts(self):
        """What a round would propose, for organizers alone."""
        return self.filter(offered_at__isnull=True)

    def offered(self):
        return self.filter(offered_at__isnull=False)

    def unanswered(self):
        """Offered and not answered, in time or not: such a proposal stands in the way of another one."""
        return self.offered().filter(answer="")

    def open_at(self, now):
        """Those that can be answered."""
        return self.unanswered().filter(expires_at__gt=now)

    def lapsed_at(self, now):
        """Those whose time is over, and whose place waits to be given on."""
        return self.unanswered().filter(expires_at__lte=now)

    def holding_places(self):
        """Unanswered ones of rounds: each holds a place of its mentor (the same as in migration 0002)."""
        return self.unanswered().exclude(origin="asked")

    def visible_to(self, person):
        """The offered ones that a person is asked to answer, or asked for."""
        if not person.is_authenticated:
            return self.none()
        return self.offered().filter(Q(request__person=person) | Q(mentor__person=person))
