"""What grew from an idea, a finding or a course at Learning Days, on its page, and the way to its thread."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from .loop import gathered
from .loop.walk import Reader
from .models import Edition


def gathered_from(thing):
    """The editions and released workshops that grew from it, for its page; always with the way to its thread.

    `edition`: the slug of the next one, for which a workshop can be proposed; None without one.
    """
    kind, reader = thing._meta.model_name, Reader(AnonymousUser(), timezone.now())
    rows = gathered.editions(Q(finding=thing.pk), reader) if kind == "finding" else []
    rows += gathered.workshops([(kind, thing.pk)], reader)
    edition = next_edition(reader.now)
    return {"template": "learning_days/_grown.html", "rows": rows, "kind": kind, "pk": thing.pk, "edition": edition}


def next_edition(now):
    """The slug of the next edition whose programme is not over."""
    shown = Edition.objects.published_at(now).with_span().filter(over_at__gt=now)
    return shown.order_by("begins_at", "pk").values_list("slug", flat=True).first()
