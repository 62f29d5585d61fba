"""Giving out what anybody needs to count the ballots of a closed consultation again."""

from collections import Counter

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, F, Max

from ..figures import concept_figures, figures
from ..licence import FIGURES
from ..models import Ballot, Consultation, LanguageTally, RecountBundle, Term
from ..results import results_of
from ..rules.bundles import FORMAT, VERSION, in_seeded_order, sealed
from ..rules.consultation import ALL_COUNTED_AFTER, check_can_recount
from ..rules.recount import written
from ..rules.small_cells import cells_to_hide
from ..rules.verdicts import THRESHOLDS, Thresholds


def recount_bundle(*, consultation, now):
    """The bundle of the last close: made once, so that all get the same bytes; ValidationError while votes may come.

    It is made anew only when a word changed since, so that what moderators hide is not given out any more.
    """
    check_can_recount(consultation, now)
    return kept(consultation) or make(consultation, now)


def bundles_to_make(now):
    """Published consultations that are closed, and whose last close has no bundle yet."""
    closed = Consultation.objects.published_at(now).filter(closes_at__lte=now - ALL_COUNTED_AFTER)
    return closed.exclude(recount_bundles__closed_at=F("closes_at")).order_by("pk")


def kept(consultation):
    """The bundle of this close as it was given out, without its content, if it still holds."""
    bundle = (
        RecountBundle.objects.defer("content")
        .filter(consultation=consultation, closed_at=consultation.closes_at)
        .first()
    )
    changed = Term.history.filter(concept__consultation=consultation).aggregate(at=Max("history_date"))["at"]
    return bundle if bundle and not (changed and changed >= bundle.made_at) else None


@transaction.atomic
def make(consultation, now):
    """Write the bundle. The lock waits for votes in flight, and lets one of many readers make it."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_can_recount(consultation, now)
    if bundle := kept(consultation):
        return bundle
    content, seal = sealed(content_of(consultation, now))
    bundle, _is_new = RecountBundle.objects.update_or_create(
        consultation=consultation,
        closed_at=consultation.closes_at,
        defaults={"made_at": now, "content": content, "sha256": seal},
    )
    return bundle


def content_of(consultation, now):
    """Everything in the bundle: what the page shows to everybody, and no more."""
    results = results_of(consultation, AnonymousUser(), now)
    thresholds = Thresholds.of(consultation)
    shown = {result.term.pk: result for result in results if not result.is_hidden}
    seed = f"{settings.SITE_URL}{consultation.get_absolute_url()} {consultation.closes_at:%Y-%m-%dT%H:%M:%SZ}"
    return {
        "format": FORMAT,
        "version": VERSION,
        "consultation": settings.SITE_URL + consultation.get_absolute_url(),
        "title": consultation.title,
        "closed_at": f"{consultation.closes_at:%Y-%m-%dT%H:%M:%SZ}",
        "licence": FIGURES["url"],
        "thresholds": {name: getattr(consultation, name) for name in THRESHOLDS},
        "voters": voters_of(consultation, results),
        "words": [word_of(result) for result in results],
        "figures": {str(result.term.pk): written(figures(result, thresholds)) for result in results},
        "concepts": concept_figures([(row.language.code, row.concept.slug, row) for row in results]),
        "seed": seed,
        "ballots": in_seeded_order(ballots_on(shown), seed),
        "reasons": in_seeded_order(reasons_on(shown), seed),
    }


def word_of(result):
    return {
        "id": result.term.pk,
        "language": result.language.code,
        "concept": result.concept.slug,
        "text": result.term.text,
        "is_hidden": result.is_hidden,
    }


def voters_of(consultation, results):
    """{language code: people who voted in it}; None where fewer than five did."""
    voters = LanguageTally.objects.voters_by_language(consultation)
    small = cells_to_hide(voters, total_is_shown=False)
    languages = {result.language.code: result.language.pk for result in results}
    return {code: None if pk in small else voters.get(pk, 0) for code, pk in languages.items()}


def ballots_on(shown):
    """[word, grade, whether fluent] of each ballot on the shown words; the level is None where the page hides it."""
    counts = Ballot.objects.filter(term__in=shown).order_by().values_list("term", "grade", "is_fluent")
    ballots = []
    for word, grade, is_fluent, people in counts.annotate(people=Count("pk")):
        ballots += [[word, grade, None if shown[word].fluent is None else is_fluent]] * people
    return ballots


def reasons_on(shown):
    """[word, reason] of each reason that the page shows, apart from the ballots, so that no voter's stand together."""
    given = Counter()
    counts = Ballot.objects.filter(term__in=shown).exclude(reasons=[]).order_by().values_list("term", "reasons")
    for word, reasons, people in counts.annotate(people=Count("pk")):
        given.update({(word, reason): people for reason in reasons if reason in shown[word].reasons})
    return [[*pair] for pair, people in given.items() for _ in range(people)]
