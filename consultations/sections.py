"""What the consultations add to people's pages; `config.settings` names these functions."""

from django.utils import timezone

from .models import Consultation, Idea

MOST_IDEAS = 10


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
