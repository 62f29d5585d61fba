"""Taking a person out of consultations."""

from django.db import transaction

from ..models import Follow, Idea, Report


@transaction.atomic
def erase_author(*, person, now):
    """Take out drafts, what they follow and the notes of their reports.

    What was shared stays under its licence and is nobody's any more; ballots stay counted, as the recount needs them.
    """
    drafts = Idea.objects.filter(author=person, shared_at__isnull=True)
    Idea.history.filter(id__in=list(drafts.values_list("pk", flat=True))).delete()
    drafts.delete()
    Follow.objects.filter(person=person).delete()
    Report.objects.filter(reporter=person).exclude(note="").update(note="")
