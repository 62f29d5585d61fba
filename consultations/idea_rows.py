"""Ideas as rows of a list, in ready strings: a list is read often, and filters in its loop were a fifth of the page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext


def idea_rows(ideas, consultation):
    """What `_idea_row.html` shows of each idea; the ideas come `with_people` and `with_counts`."""
    address = reverse("consultations:ideas", args=[consultation.slug])
    for idea in ideas:
        outcome = getattr(idea, "outcome", None)
        yield {
            "url": f"{address}{idea.pk}/",
            "lang": idea.language.code,
            "title": idea.title,
            "author": idea.author.display_name,
            "iso": idea.shared_at.isoformat(),
            "day": date_format(timezone.localtime(idea.shared_at)),
            "endorsements": endorsements(idea.endorsement_count),
            "comments": comments(idea.comment_count),
            "outcome": outcome and outcome.get_kind_display(),
            "state": "closed" if outcome and outcome.kind == "declined" else "open",
        }


def endorsements(number):
    return ngettext("%(number)s endorsement", "%(number)s endorsements", number) % {"number": number}


def comments(number):
    return ngettext("%(number)s comment", "%(number)s comments", number) % {"number": number}
