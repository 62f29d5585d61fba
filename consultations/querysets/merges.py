"""Questions about merges."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

AGREED = Q(source_agrees=True, target_agrees=True)


class MergeQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(AGREED)

    def declined(self):
        return self.filter(Q(source_agrees=False) | Q(target_agrees=False), decided_at__isnull=False)

    def waiting(self):
        """Merges that an author has yet to answer."""
        return self.filter(decided_at__isnull=True)

    def standing(self):
        """Accepted ones, and those that wait for an answer; a declined one binds nobody."""
        return self.filter(AGREED | Q(decided_at__isnull=True))

    def to_answer_by(self, person):
        """Merges of which the person wrote one idea or both."""
        return self.filter(Q(source__author=person) | Q(target__author=person))

    def about(self, idea):
        """Merges of this idea into another, and of others into it."""
        return self.filter(Q(source=idea) | Q(target=idea))

    def with_ideas(self):
        ideas = ("source", "target")
        return self.select_related(
            "proposed_by",
            *ideas,
            *(f"{idea}__{part}" for idea in ideas for part in ("author", "language", "consultation")),
        )

    def with_own_endorsements(self, person):
        """Adds `endorses_source` and `endorses_target`: what the person supports."""
        marks = {}
        for idea in ("source", "target"):
            endorsements = self.model._meta.get_field(idea).related_model.endorsements.rel.related_model.objects
            marks[f"endorses_{idea}"] = Exists(endorsements.filter(idea=OuterRef(idea), person=person.pk))
        return self.annotate(**marks)
