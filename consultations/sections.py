"""What the consultations add to other pages: the home page and people's own; `config.settings` names the latter."""

from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Language

from .models import Consultation, Idea, Term

MOST_IDEAS = 10


def so_far(consultation):
    """What a consultation brought so far, in numbers: what people gave, what was learnt and what became of it."""
    terms = Term.objects.in_consultation(consultation).on_the_ballot()
    ideas, now = consultation.ideas.shared(), timezone.now()
    counts = {
        "ideas": _number(ideas),
        "outcomes": _number(ideas.filter(outcome__isnull=False)),
        "questions": _number(consultation.questions.filter(hidden_at__isnull=True)),
        "terms": _number(terms),
        "languages": _number(Language.objects.filter(pk__in=terms.values("language"))),
        "findings": _number(consultation.findings.published_at(now)),
        "focus_groups": _number(consultation.focus_groups.all()),
        "resources": _number(consultation.resources.all()),
    }
    numbers = Consultation.objects.values_list(*counts.values()).get(pk=consultation.pk)
    return dict(zip(counts, numbers, strict=True))


def _number(rows):
    """How many rows there are, as a subquery: all numbers of a page are one question."""
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


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
