"""Questions about translations."""

from django.db import models
from django.db.models import Q


class TranslationQuerySet(models.QuerySet):
    def of(self, texts):
        """Translations of any of these texts, which may be of several kinds."""
        keys = {}
        for text in texts:
            keys.setdefault(text._meta.model_name, []).append(text.pk)
        wanted = Q(pk__in=[])
        for kind, pks in keys.items():
            wanted |= Q(**{f"{kind}__in": pks})
        return self.filter(wanted)

    def into(self, codes):
        """Translations into the languages with these codes."""
        return self.filter(language__code__in=codes)

    def with_people(self):
        return self.select_related("author", "language")
