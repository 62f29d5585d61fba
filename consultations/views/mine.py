"""Everything that one person gave to a consultation, on one page."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import Ballot, Comment, Endorsement, Term
from .consultation import published_or_404


@login_required
@require_safe
@never_cache  # on a shared computer, the next person who presses "back" sees no votes
def my_votes(request, slug):
    """My votes by language, my words, ideas, endorsements, comments and questions; hidden ones of mine too."""
    consultation = published_or_404(slug)
    me = request.user
    newest = ("-created_at", "-pk")
    context = {
        "consultation": consultation,
        "reasons": Ballot.Reason.choices,
        "ballots": Ballot.objects.of(me).in_consultation(consultation).with_terms(),
        "terms": Term.objects.in_consultation(consultation)
        .filter(proposer=me)
        .select_related("language", "concept")
        .order_by("-proposed_at", "-pk"),
        "ideas": consultation.ideas.filter(author=me).with_people().order_by(*newest),
        "endorsements": Endorsement.objects.filter(person=me, idea__consultation=consultation)
        .select_related("idea__language", "idea__consultation")
        .order_by(*newest),
        "comments": Comment.objects.on_consultation(consultation)
        .filter(author=me)
        .select_related("idea__consultation", "topic__consultation", "language")
        .order_by(*newest),
        "questions": consultation.questions.filter(author=me)
        .select_related("language", "consultation")
        .order_by(*newest),
    }
    return render(request, "consultations/words/mine.html", context)
