"""Questions about focus groups, findings and what findings rest on."""

from django.db import models
from django.db.models import Count, Q

KINDS = ["focus_group", "idea", "comment", "term"]  # in the order in which a reader meets them


class FocusGroupQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def with_quotes(self):
        """Brings the language of the talk, and the quotes with theirs, in order."""
        quotes = self.model.quotes.rel.related_model.objects.select_related("language").order_by("position", "pk")
        return self.select_related("language").prefetch_related(models.Prefetch("quotes", quotes, to_attr="said"))


class FindingQuerySet(models.QuerySet):
    def published_at(self, now):
        """Findings that everybody may read. Drafts stand in the admin alone."""
        return self.filter(published_at__lte=now)

    def in_order(self):
        return self.order_by("position", "pk")

    def with_evidence_counts(self):
        """Adds `focus_group_count`, `idea_count`, `comment_count` and `term_count`, in one join."""
        return self.annotate(
            **{f"{kind}_count": Count("evidence", filter=Q(**{f"evidence__{kind}__isnull": False})) for kind in KINDS}
        )


class EvidenceQuerySet(models.QuerySet):
    def of_published(self, now):
        """What findings that everybody may read rest on."""
        return self.filter(finding__published_at__lte=now)

    def with_things(self):
        """Brings the idea with its outcome, the comment, the term or the focus group, and who wrote it."""
        return self.select_related(
            "idea__author",
            "idea__language",
            "idea__outcome",
            "comment__author",
            "comment__language",
            "comment__idea",
            "comment__topic",
            "term__language",
            "term__concept",
            "focus_group",
        )

    def in_order(self):
        return self.order_by("position", "pk")
