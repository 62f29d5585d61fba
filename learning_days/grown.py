"""What grew from an idea, a finding or a course at Learning Days, on its page, and the way to its thread."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from .loop import gathered
from .loop.walk import Reader


def gathered_from(thing):
    """The editions and released workshops that grew from it, for its page; always with the way to its thread."""
    kind, reader = thing._meta.model_name, Reader(AnonymousUser(), timezone.now())
    rows = gathered.editions(Q(finding=thing.pk), reader) if kind == "finding" else []
    rows += gathered.workshops([(kind, thing.pk)], reader)
    return {"template": "learning_days/_grown.html", "rows": rows, "kind": kind, "pk": thing.pk}
