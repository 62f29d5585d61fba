"""Questions about terms and ballots."""

from django.db import models
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import MD5, Cast, Concat, Lower


class TermQuerySet(models.QuerySet):
    def in_consultation(self, consultation):
        return self.filter(concept__consultation=consultation)

    def on_the_ballot(self):
        """Terms that the moderators did not hide."""
        return self.filter(hidden_at__isnull=True)

    def on_the_ballot_of(self, person):
        """The same, and beside them the hidden ones that the person proposed: authors read what they wrote."""
        return self.filter(Q(hidden_at__isnull=True) | Q(proposer=person.pk)) if person.pk else self.on_the_ballot()

    def reading(self, text):
        """Terms with this text, in small or capital letters."""
        return self.annotate(small=Lower("text")).filter(small=Lower(Value(text)))

    def shuffled_for(self, voter):
        """Terms by concept, within it in an order of the voter's own that stays the same at each visit.

        `voter` is any short text that names the voter; nobody's word stands first for everybody.
        """
        return self.annotate(
            place=MD5(Concat(Value(f"{voter}-"), Cast("pk", CharField()), output_field=CharField()))
        ).order_by("concept__position", "concept__pk", "place", "pk")

    def with_own_ballot(self, person):
        """Adds `own_grade` and `own_reasons`: what the person said of each term, None where nothing."""
        own = FilteredRelation("ballots", condition=Q(ballots__person=person.pk))
        return self.alias(own=own).annotate(own_grade=F("own__grade"), own_reasons=F("own__reasons"))

    def results_visible_to(self, person, now):
        """Terms whose counts the person may see. Every page and file with counts of ballots reads through this.

        Shown always, or after the close, or to those who voted in the language, as the consultation says.
        """
        consultation = "concept__consultation"
        seen = Q(**{f"{consultation}__closes_at__lte": now}) | Q(**{f"{consultation}__results_shown": "always"})
        if person.is_authenticated:
            voted = self.model.ballots.rel.related_model.objects.filter(
                person=person, term__language=OuterRef("language"), term__concept__consultation=OuterRef(consultation)
            )
            seen |= Q(**{f"{consultation}__results_shown": "after_vote"}) & Exists(voted)
        return self.filter(seen)

    def with_tally(self):
        """Terms with their kept counts as `tally`, so that a million ballots cost what a thousand do."""
        return self.select_related("tally")

    def by_language(self):
        """One row a language, as dictionaries: its id and code, names, and how many terms it has."""
        return (
            self.order_by()
            .values("language", "language__code", "language__autonym", "language__direction")
            .annotate(term_count=Count("pk"))
            .order_by("language__code")
        )


class BallotQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def in_consultation(self, consultation):
        return self.filter(term__concept__consultation=consultation)

    def on_shown_terms(self):
        return self.filter(term__hidden_at__isnull=True)

    def votes_by_language(self):
        """The number of ballots, as {language id: ballots}."""
        languages = self.order_by().values("term__language").annotate(ballots=Count("pk"))
        return dict(languages.values_list("term__language", "ballots"))

    def with_terms(self):
        """Ballots with term, concept and language, by language and concept."""
        return self.select_related("term__language", "term__concept").order_by(
            "term__language__code", "term__concept__position", "term__concept__pk", "term__text", "pk"
        )


class LanguageTallyQuerySet(models.QuerySet):
    def voters_by_language(self, consultation):
        """The number of people with a ballot on any word of a language, as {language id: people}."""
        return dict(self.filter(consultation=consultation).values_list("language", "voters"))
