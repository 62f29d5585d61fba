"""Words: choose a language, vote on its words, propose one."""

from http import HTTPStatus
from itertools import groupby
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Language, LanguageLevel
from people.readers import same_for_all_readers
from people.rules import check_rate

from ..actions import words as actions
from ..evidence_rows import findings_citing
from ..forms.words import GRADES, BallotForm, TermForm
from ..models import Ballot, LanguageTally, Term
from ..rules import words as rules
from ..rules.small_cells import cells_to_hide
from ..translated import put_translations
from .consultation import published_or_404
from .refusals import add_refusal, invalid


@require_safe
@same_for_all_readers
def languages(request, slug):
    """Choose a language: first those that the person declared, then all that have words."""
    consultation = published_or_404(slug)
    own, votes = [], {}
    if request.user.is_authenticated:
        own = list(Language.objects.spoken_by(request.user).by_code())
        ballots = Ballot.objects.in_consultation(consultation).on_shown_terms()
        votes = ballots.of(request.user).votes_by_language()
    terms = Term.objects.in_consultation(consultation).on_the_ballot().by_language()
    rows = _language_rows(terms, own, LanguageTally.objects.voters_by_language(consultation), votes)
    declared = {language.pk for language in own}
    context = {
        "consultation": consultation,
        "own": [row for row in rows if row["pk"] in declared],
        "others": [row for row in rows if row["pk"] not in declared],
    }
    return render(request, "consultations/words/languages.html", context)


def _language_rows(terms, own, voters, votes):
    """One dictionary for each language with words or declared; `voters` is None where it is too small to show."""
    rows = {
        language.pk: {"code": language.code, "autonym": language.autonym, "direction": language.direction, "terms": 0}
        for language in own
    }
    for term in terms:
        rows[term["language"]] = {
            "code": term["language__code"],
            "autonym": term["language__autonym"],
            "direction": term["language__direction"],
            "terms": term["term_count"],
        }
    hidden = cells_to_hide(voters, total_is_shown=False)
    for pk, row in rows.items():
        row |= {"pk": pk, "voters": None if pk in hidden else voters.get(pk, 0), "votes": votes.get(pk, 0)}
    return sorted(rows.values(), key=lambda row: row["autonym"].casefold())


@require_http_methods(["GET", "HEAD", "POST"])
@same_for_all_readers
def ballot(request, slug, code):
    """The words of one language: read them, and vote on them in one form."""
    if request.method != "POST":
        return _ballot_page(request, slug, code, BallotForm())
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    form = BallotForm(request.POST)
    if form.is_valid():
        try:
            actions.cast_ballots(
                person=request.user,
                consultation=ConsultationAt(slug),
                language=LanguageAt(code),
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return _saved(request, slug, code)
    if request.htmx:
        return render(
            request, "consultations/words/_saved.html", _one_term(form), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    return _ballot_page(request, slug, code, form)


class ConsultationAt(NamedTuple):
    """The consultation at an address: a vote needs no more of it, and is refused where there is none."""

    slug: str


class LanguageAt:
    """The language at an address: a vote needs its code alone, and a refusal its name; a 404 where there is none."""

    def __init__(self, code):
        self.code = code

    @cached_property
    def autonym(self):
        return get_object_or_404(Language, code=self.code).autonym


def _saved(request, slug, code):
    """The answer to a vote that was kept: for htmx a word beside the one term, else the page again.

    The address says that it was saved; a message would cost the session's row at each vote.
    """
    if request.htmx:
        return render(request, "consultations/words/_saved.html", _one_term(BallotForm(request.POST)))
    return redirect(reverse("consultations:ballot", args=[slug, code]) + "?saved=1")


def _one_term(form):
    return {"pk": next(iter(form.sent()), ""), "errors": form.non_field_errors()}


def _ballot_page(request, slug, code, form):
    person, consultation = request.user, published_or_404(slug)
    language = get_object_or_404(Language, code=code)
    terms = Term.objects.in_consultation(consultation).on_the_ballot_of(person).filter(language=language)
    terms = terms.select_related("concept").shuffled_for(f"person {person.pk}" if person.pk else "reader")
    terms = list(terms.with_own_ballot(person) if person.pk else terms)
    hidden_own, terms = [term for term in terms if term.hidden_at], [term for term in terms if not term.hidden_at]
    put_translations(terms, consultation=consultation, person=person)
    sent, cited = form.sent(), findings_citing("term", [term.pk for term in terms])
    for term in terms:
        term.findings = cited.get(term.pk, ())
        before = getattr(term, "own_grade", None) or "", getattr(term, "own_reasons", None) or []
        term.grade, term.chosen_reasons = sent.get(term.pk, before)
    declared = LanguageLevel.objects.spoken().filter(person=person.pk, language=language)
    context = {
        "consultation": consultation,
        "language": language,
        "form": form,
        "concepts": [(concept, list(group)) for concept, group in groupby(terms, lambda term: term.concept)],
        "hidden_own": hidden_own,
        "voted": sum(1 for term in terms if getattr(term, "own_grade", None)),
        "term_count": len(terms),
        "saved": bool(person.pk) and "saved" in request.GET,
        "grades": GRADES,
        "reasons": Ballot.Reason.choices,
        "speaks": bool(person.pk) and declared.exists(),
        "refusal": _why_not(person, consultation),
    }
    context["may_vote"] = consultation.is_open and context["speaks"] and not context["refusal"]
    return render(request, "consultations/words/ballot.html", context, status=invalid(form))


def _why_not(person, consultation):
    """The sentence that keeps a signed-in person from voting, or none."""
    if person.is_authenticated:
        try:
            rules.check_may_vote(person, consultation)
        except ValidationError as refusal:
            return refusal.messages[0]
    return ""


@login_required
@require_http_methods(["GET", "POST"])
def propose_term(request, slug, code):
    """Propose a word in a language that one declared."""
    consultation = published_or_404(slug)
    language = get_object_or_404(Language, code=code)
    speaks = LanguageLevel.objects.spoken().filter(person=request.user, language=language).exists()
    form = TermForm(request.POST or None, consultation=consultation, language=language, initial=_first(consultation))
    there = None
    if form.is_valid():
        try:
            check_rate(request)
            term = actions.propose_term(
                person=request.user, consultation=consultation, language=language, term=form.instance
            )
        except ValidationError as refusal:
            there = refusal.params.get("term") if getattr(refusal, "code", "") == "term_once" else None
            add_refusal(form, refusal)
        else:
            messages.success(request, _("“%(word)s” is on the ballot now. Vote on it, too.") % {"word": term.text})
            return redirect(reverse("consultations:ballot", args=[slug, code]) + f"#term-{term.pk}")
    context = {"consultation": consultation, "language": language, "form": form, "speaks": speaks, "there": there}
    return render(request, "consultations/words/propose.html", context, status=invalid(form))


def _first(consultation):
    """A consultation with a single concept needs no choice."""
    concepts = list(consultation.concepts.all()[:2])
    return {"concept": concepts[0]} if len(concepts) == 1 else {}
