"""What the files of results say of each word. Numbers that the page hides are empty here."""

from operator import itemgetter

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..figures import GRADES, REASONS, figures
from ..models import Ballot
from .columns import ADDRESS, CODE, DECIMAL, NUMBER, TEXT, YES_NO, Column

COUNTS = {
    "for": _("Votes for the word."),
    "neutral": _("Neutral votes."),
    "against": _("Votes against it."),
    "unknown": _("Voters who do not know the word; they are counted in no share."),
}
PARTS = {
    "fluent": _("The same among voters of level 3 or higher; empty where either part is below five people."),
    "others": _("The same among all other voters."),
}


def rows(consultation, results, thresholds):
    """Each result as one mapping of all that the columns read."""
    page = f"{settings.SITE_URL}{consultation.get_absolute_url()}words/"
    for result in results:
        term = result.term
        yield figures(result, thresholds) | {
            "id": term.pk,
            "url": f"{page}{result.language.code}/results/",
            "language": result.language.code,
            "concept": result.concept.slug,
            "term": term.text,
            "gloss": term.gloss,
            "is_hidden": result.is_hidden,
            "is_demonstration": term.is_demonstration,
        }


def column(name, kind, meaning):
    return Column(name, kind, meaning, itemgetter(name))


COLUMNS = [
    column("id", NUMBER, _("The number of the word; it never changes.")),
    column("url", ADDRESS, _("The results of its language.")),
    column("language", CODE, _("The language of the word.")),
    column("concept", CODE, _("What it is a word for.")),
    column("term", TEXT, _("The word.")),
    column("gloss", TEXT, _("What it means.")),
    column("is_hidden", YES_NO, _("Whether its figures are hidden because fewer than five people voted.")),
    column("verdict", CODE, _("too_few, contested, preferred, avoid, admitted or undecided.")),
    *(column(grade, NUMBER, COUNTS[grade]) for grade in GRADES),
    column("n", NUMBER, _("Votes that judge the word: for, neutral and against.")),
    column("net", DECIMAL, _("For minus against, as a part of n.")),
    column("for_low", DECIMAL, _("Where the Wilson interval (95 %) of the share for begins.")),
    column("for_high", DECIMAL, _("Where it ends.")),
    column("against_low", DECIMAL, _("Where the Wilson interval (95 %) of the share against begins.")),
    column("against_high", DECIMAL, _("Where it ends.")),
    column("place", NUMBER, _("Its place by net among the words of its language and concept.")),
    column("approval_place", NUMBER, _("Its place there by votes for alone.")),
    column("is_leader", YES_NO, _("Whether no word there is surely better supported.")),
    column("is_tied", YES_NO, _("Whether it shares that with another word.")),
    column("votes_to_settle", NUMBER, _("How many more votes for it would make it preferred; empty where none would.")),
    *(column(f"{part}_{grade}", NUMBER, PARTS[part]) for part in PARTS for grade in GRADES),
    *(column(f"reason_{reason}", NUMBER, Ballot.Reason(reason).label) for reason in REASONS),
    column("is_demonstration", YES_NO, _("Whether it was invented to show how the pages work.")),
]
