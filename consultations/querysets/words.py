"""Questions about terms and ballots."""

from django.db import models
from django.db.models import CharField, Count, Q, Value
from django.db.models.functions import MD5, Cast, Concat


class TermQuerySet(models.QuerySet):
    def in_consultation(self, consultation):
        return self.filter(concept__consultation=consultation)

    def on_the_ballot(self):
        """Terms that the moderators did not hide."""
        return self.filter(hidden_at__isnull=True)

    def shuffled_for(self, voter):
        """Terms by concept, within it in an order of the voter's own that stays the same at each visit.

        `voter` is any short text that names the voter; nobody's word stands first for everybody.
        """
        return self.annotate(
            place=MD5(Concat(Value(f"{voter}-"), Cast("pk", CharField()), output_field=CharField()))
        ).order_by("concept__position", "concept__pk", "place", "pk")

    def with_tally(self):
        """Adds the counts `votes_for`, `votes_neutral`, `votes_against` and `votes_unknown`."""
        return self.annotate(
            **{
                f"votes_{grade}": Count("ballots", filter=Q(ballots__grade=grade))
                for grade in ("for", "neutral", "against", "unknown")
            }
        )


class BallotQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def in_consultation(self, consultation):
        return self.filter(term__concept__consultation=consultation)

    def in_language(self, language):
        return self.filter(term__language=language)
