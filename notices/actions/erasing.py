"""Taking a person out of the outbox."""

from django.db import transaction

from ..models import Notice, NoticeChoice, NoticeRhythm


@transaction.atomic
def erase_recipient(*, person, now):
    """What was told goes, and how it was to be told; what is planned is skipped, for the account is closed."""
    for rows in (NoticeChoice.objects, NoticeRhythm.objects):
        rows.filter(person=person).delete()
    Notice.objects.filter(recipient=person).exclude(state=Notice.State.PLANNED).delete()
