"""Questions about ideas and comments."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

LIKE_ENOUGH = 0.18


def _count_of(manager, field):
    """The number of rows of a related table for each row, as a subquery that joins nothing."""
    rows = manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


class IdeaQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Ideas whose page the person may open: shared ones, and one's own drafts."""
        shared = Q(shared_at__isnull=False)
        return self.filter(shared | Q(author=person)) if person.is_authenticated else self.filter(shared)

    def published_in(self, slug, now):
        """Ideas of the published consultation at this address."""
        return self.filter(consultation__slug=slug, consultation__published_at__lte=now)

    def shared(self):
        """Ideas that stand in lists: shared, and not hidden by the moderators."""
        return self.filter(shared_at__isnull=False, hidden_at__isnull=True)

    def drafts_of(self, person):
        return self.filter(author=person, shared_at__isnull=True)

    def matching(self, words):
        """Ideas with every one of the words in the title or text, in any script."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(Q(title__icontains=word) | Q(body__icontains=word))
        return found

    def like(self, title):
        """Shared ideas whose title resembles `title` by trigrams, nearest first."""
        return (
            self.shared()
            .annotate(likeness=TrigramSimilarity("title", title))
            .filter(likeness__gt=LIKE_ENOUGH)
            .order_by("-likeness", "-pk")
        )

    def with_people(self):
        return self.select_related("author", "topic", "language", "outcome")

    def with_counts(self):
        """Adds `endorsement_count` and `comment_count` (hidden comments left out)."""
        comments = self.model.comments.rel.related_model.objects.filter(hidden_at__isnull=True)
        endorsements = self.model.endorsements.rel.related_model.objects.all()
        return self.annotate(
            endorsement_count=_count_of(endorsements, "idea"), comment_count=_count_of(comments, "idea")
        )

    def with_own_marks(self, person):
        """Adds `is_endorsed` and `is_followed` by the person."""
        if not person.is_authenticated:
            nobody = models.Value(False)
            return self.annotate(is_endorsed=nobody, is_followed=nobody)
        endorsements = self.model.endorsements.rel.related_model.objects.filter(idea=OuterRef("pk"), person=person)
        follows = self.model.follows.rel.related_model.objects.filter(idea=OuterRef("pk"), person=person)
        return self.annotate(is_endorsed=Exists(endorsements), is_followed=Exists(follows))


class CommentQuerySet(models.QuerySet):
    def opening_a_thread(self):
        """Comments that answer none."""
        return self.filter(parent__isnull=True)

    def in_threads(self, openers):
        """The given opening comments and all their answers, in the order they were written."""
        return self.filter(Q(pk__in=openers) | Q(thread__in=openers)).order_by("created_at", "pk")

    def with_people(self):
        return self.select_related("author", "language")

    def on_consultation(self, consultation):
        """Comments on its ideas and on its topics."""
        return self.filter(Q(idea__consultation=consultation) | Q(topic__consultation=consultation))
