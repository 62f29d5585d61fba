"""The pairs of a round as files: CSV for organizers, wikitext of what may stand on a wiki."""

from django.http import Http404
from django.urls import path

from consultations.feeds.answers import sent

from ..files.pairs import pairs_csv, wikitext


class GivesFiles:
    """Two addresses below a round."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/pairs.csv", view(self.pairs_csv), name="mentoring_round_pairs_csv"),
            path("<path:object_id>/pairs.wiki", view(self.pairs_wiki), name="mentoring_round_pairs_wiki"),
            *super().get_urls(),
        ]

    def pairs_csv(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        name = f"{matching.slug}-pairs.csv"
        return sent(request, pairs_csv(matching), content_type="text/csv; charset=utf-8; header=present", name=name)

    def pairs_wiki(self, request, object_id):
        """Of a published round alone."""
        matching = self._get_or_404(request, object_id)
        solution = matching.solutions.order_by("-version").first()
        if not matching.published_at or solution is None:
            raise Http404
        text = wikitext(matching, solution)
        return sent(request, [text], content_type="text/plain; charset=utf-8", name=f"{matching.slug}-pairs.wiki")
