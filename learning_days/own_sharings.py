"""My reports from home, on my own page; `config.wiring` names it."""

from django.utils import formats

from .models import Sharing, SharingTeacher

SHOWN = 5


def my_sharings(person):
    """The newest reports of a person, and those that name them as a teacher and wait for an answer."""
    own = list(Sharing.objects.filter(person=person).newest_first()[: SHOWN + 1])
    asked = SharingTeacher.objects.standing().filter(person=person, agreed_at__isnull=True)
    asked = asked.filter(sharing__hidden_at__isnull=True).select_related("sharing").order_by("-pk")
    return {
        "template": "learning_days/_my_sharings.html",
        "reports": [{"report": row, "when": formats.date_format(row.held_on)} for row in own[:SHOWN]],
        "has_more": len(own) > SHOWN,
        "asked": [row.sharing for row in asked],
    }
