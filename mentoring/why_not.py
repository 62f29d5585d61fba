"""Why a round did not propose one mentor: the rule, no place, or what the pair would have cost the others.

For who asked, without a name, a score or a private choice of anybody else.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clocks import duration_said
from .models import Proposal, Round
from .round_rows import MANY, apart, chosen, terms_of
from .rows import mentee_of, mentor_of
from .rules.points import points
from .rules.weeks import UnknownZone


@dataclass(frozen=True)
class WhyNot:
    """`matching`: the round; `was_proposed`: it did propose this mentor; `sentences`: why it did not."""

    matching: Round
    was_proposed: bool
    sentences: list


def last_round_of(request):
    """The newest published round that the request was in, or None."""
    took_part = Q(proposals__request=request, proposals__origin="round") | Q(solutions__unmatched__request=request)
    return Round.objects.published().filter(took_part).order_by("-published_at", "-pk").first()


def why_not(*, request, mentor):
    """The WhyNot of a mentor for a request; None where no published round had the request in it."""
    matching = last_round_of(request)
    if matching is None:
        return None
    proposed = Proposal.objects.offered().filter(round=matching, request=request, mentor=mentor)
    if proposed.exists():
        return WhyNot(matching, was_proposed=True, sentences=[])
    return WhyNot(matching, False, broken(matching, request, mentor) or cost(matching, request, mentor))


def broken(matching, request, mentor):
    """A sentence for each rule that the pair breaks as both are now."""
    one, other = mentee_of(request), mentor_of(mentor)
    people, guides = {request.pk: one}, {mentor.pk: other}
    terms = apart(chosen(terms_of(matching), matching, people, guides), people, guides)
    try:
        verdict = points(one, other, terms)
    except UnknownZone:
        return [_("One of the two time zones does not exist any more, so no shared hours could be counted.")]
    said = (_broken(because, terms) for because in verdict.because)
    return list(dict.fromkeys(said))


def _broken(because, terms):
    if because.code == "language":
        return _("You have no language in common that both of you know well enough to talk in.")
    if because.code == "skill":
        return _("This mentor teaches none of the skills that you want to learn.")
    if because.code == "hours":
        return _hours(because.facts["minutes"], duration_said(terms.least_minutes))
    if because.code == "away":
        return _("This mentor was away when the round began.")
    # who belongs to which affiliate stands on no page: a sentence of its own would tell it
    return _("A rule of the round or a choice of the organizers spoke against this pair.")


def _hours(minutes, least):
    if not minutes:
        return _("You are never free at the same time, and this round asks for %(least)s a week.") % {"least": least}
    shared = duration_said(minutes)
    return _("You share %(shared)s a week, and this round asks for %(least)s.") % {"shared": shared, "least": least}


def cost(matching, request, mentor):
    """What the others would have lost by the pair, as the one sentence that decided."""
    from .actions.what_if import if_it_had_been  # as in mentoring.actions.rounds

    solution = matching.solutions.defer("candidates").latest()
    if solution.figures.get("requests", 0) > MANY:
        return [_("The pair was possible, but the places of this mentor went where they gave more people a mentor.")]
    try:
        told = if_it_had_been(round=matching, request=request, mentor=mentor)
    except ValidationError as refusal:
        if getattr(refusal.__cause__, "code", "") == "unknown":
            return [_("This mentor did not take part in this round.")]
        return [_("The pair was possible, but this mentor had no place left in this round.")]
    return [_cost(told.change)]


def _cost(change):
    if change.matched < 0:
        text = ngettext(
            "The pair was possible, but then %(count)d person fewer would have a mentor.",
            "The pair was possible, but then %(count)d people fewer would have a mentor.",
            -change.matched,
        )
        return text % {"count": -change.matched}
    if change.thin > 0:
        text = ngettext(
            "The pair was possible, but then %(count)d pair more would fit badly.",
            "The pair was possible, but then %(count)d pairs more would fit badly.",
            change.thin,
        )
        return text % {"count": change.thin}
    if change.waited < 0:
        text = ngettext(
            "The pair was possible, but then %(count)d person fewer of those who waited since the last round would "
            "have a mentor.",
            "The pair was possible, but then %(count)d people fewer of those who waited since the last round would "
            "have a mentor.",
            -change.waited,
        )
        return text % {"count": -change.waited}
    if change.total < 0:
        return _("The pair was possible, but then all pairs together would fit less well.")
    return _("The pair was just as good. Between choices that are equally good, the published seed decided.")
