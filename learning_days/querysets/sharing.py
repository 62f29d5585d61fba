"""Questions about pledges and reports."""

from django.db import models
from django.db.models import Exists, OuterRef, Q


class PledgeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(dropped_at__isnull=True)

    def visible_to(self, person):
        """The public ones that nobody hid, and one's own."""
        mine = Q(person=person) if person.is_authenticated else Q(pk__in=[])
        return self.standing().filter(Q(is_public=True, hidden_at__isnull=True) | mine)

    def unreported(self):
        """Those that stand and of which nothing was reported; a report of the whole edition counts for each."""
        reports = self.model.sharings.rel.related_model._base_manager
        whole = reports.filter(person=OuterRef("person"), edition=OuterRef("edition"), pledge__isnull=True)
        about = reports.filter(pledge=OuterRef("pk"))
        return self.standing().filter(~Exists(about), ~Exists(whole), person__isnull=False)

    def of(self, person):
        """A person's own, dropped ones too."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def newest_first(self):
        return self.order_by("-made_at", "-pk")


class SharingQuerySet(models.QuerySet):
    def shown(self):
        """Reports that everybody may read."""
        return self.filter(hidden_at__isnull=True)

    def visible_to(self, person):
        """What everybody may read, and one's own."""
        mine = Q(person=person) if person.is_authenticated else Q(pk__in=[])
        return self.filter(Q(hidden_at__isnull=True) | mine)

    def newest_first(self):
        return self.order_by("-held_on", "-pk")

    def matching(self, words):
        """Those with every one of the words in their texts, in any script."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(place__icontains=word))
        return found

    def with_skill(self, skill):
        links = self.model.skills.through.objects.filter(sharing=OuterRef("pk"), skill=skill)
        return self.filter(Exists(links))

    def with_people(self):
        """With all that a line of a list says of each."""
        return self.select_related("person", "region", "language")

    def facts(self):
        """What rules.spread reads of all reports, hidden ones too, the newest first."""
        columns = ["pk", "before", "edition", "workshop", "region", "language", "people", "people_known"]
        return self.newest_first().values_list(*columns, Q(hidden_at__isnull=True), "is_demonstration")

    def with_sources(self):
        """With what each goes on from, and its language."""
        return self.select_related("before", "pledge", "workshop", "edition", "language")


class SharingTeacherQuerySet(models.QuerySet):
    def standing(self):
        """Who can teach it now, named or not; who declined to be named is not counted."""
        return self.filter(declined_at__isnull=True)
