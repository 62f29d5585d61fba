"""What the consultations add to other pages: the home page and people's own; `config.settings` names the latter."""

from django.utils import timezone

from people.models import Language

from .models import Consultation, Idea, Term

MOST_IDEAS = 10


def so_far(consultation):
    """What a consultation brought so far: the numbers of ideas, questions, terms and their languages."""
    terms = Term.objects.in_consultation(consultation).on_the_ballot()
    return {
        "ideas": consultation.ideas.shared().count(),
        "questions": consultation.questions.filter(hidden_at__isnull=True).count(),
        "terms": terms.count(),
        "languages": Language.objects.filter(pk__in=terms.values("language")).count(),
    }


def shared_ideas(person):
    """The newest ideas that a person shared, for the public profile."""
    ideas = Idea.objects.shared().filter(author=person, consultation__published_at__lte=timezone.now())
    ideas = ideas.select_related("consultation", "language").order_by("-shared_at", "-pk")[:MOST_IDEAS]
    return {"template": "consultations/_shared_ideas.html", "ideas": ideas}


def my_consultations(person):
    """The way to a person's own votes and texts in each consultation, and to the drafts, for the own page."""
    now = timezone.now()
    return {
        "template": "consultations/_my_consultations.html",
        "consultations": Consultation.objects.published_at(now).with_open_flag(now).newest_first(),
        "drafts": Idea.objects.drafts_of(person).select_related("consultation").order_by("-created_at", "-pk"),
    }
