"""Counts of ballots that the database keeps itself, in the transaction of the votes: see migration 0005.

Nobody writes these rows but the triggers on ballots and terms; a page with a million ballots reads a few of them.
"""

from django.db import models

from ..querysets.words import LanguageTallyQuerySet
from .consultation import Consultation
from .words import Term


class TermTally(models.Model):
    """What the ballots on one term add up to; the fluent voters, those of level 3 or higher, once more apart."""

    term = models.OneToOneField(Term, on_delete=models.CASCADE, primary_key=True, related_name="tally")
    votes_for = models.PositiveIntegerField(db_default=0)
    votes_neutral = models.PositiveIntegerField(db_default=0)
    votes_against = models.PositiveIntegerField(db_default=0)
    votes_unknown = models.PositiveIntegerField(db_default=0)
    fluent_for = models.PositiveIntegerField(db_default=0)
    fluent_neutral = models.PositiveIntegerField(db_default=0)
    fluent_against = models.PositiveIntegerField(db_default=0)
    fluent_unknown = models.PositiveIntegerField(db_default=0)
    reason_hierarchy = models.PositiveIntegerField(db_default=0)
    reason_politics_or_army = models.PositiveIntegerField(db_default=0)
    reason_gender = models.PositiveIntegerField(db_default=0)
    reason_religion = models.PositiveIntegerField(db_default=0)
    reason_unclear = models.PositiveIntegerField(db_default=0)
    reason_not_used_here = models.PositiveIntegerField(db_default=0)
    reason_other = models.PositiveIntegerField(db_default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.term_id}: {self.votes_for} for, {self.votes_against} against"


class LanguageTally(models.Model):
    """How many people have a ballot on any word of one language in a consultation."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="language_tallies")
    language = models.ForeignKey("people.Language", on_delete=models.PROTECT, related_name="+")
    voters = models.PositiveIntegerField(db_default=0)

    objects = LanguageTallyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["consultation", "language"], name="languagetally_once")]

    def __str__(self):
        return f"{self.language_id}: {self.voters}"
