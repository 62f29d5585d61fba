"""Digests: notices that a person wants together are gathered, mailed in one, and then marked."""

import logging

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now

from people.models import Person

from ..kinds import DIGEST, attach_subjects, kind_of
from ..letters import content_of, in_words_of
from ..models import Channel, Notice
from ..rules.moments import next_digest
from ..rules.verdicts import channel_of, reason_against, rhythm_of
from .planning import dedupe_key

logger = logging.getLogger(__name__)

State = Notice.State
DONE = {"done_at": Now()}


def plan_digests(*, now):
    """Plan a digest for everybody for whom something is gathered; it may run at any time and by many at once."""
    settle()
    waiting = Notice.objects.gathered_without_digest().values("recipient")
    people = Person.objects.filter(pk__in=waiting).select_related("notice_rhythm")
    Notice.objects.bulk_create(
        (digest_for(person, now) for person in people.iterator()), ignore_conflicts=True, batch_size=1000
    )


def digest_for(person, now):
    """The next digest of a person: one for each day of that person's own calendar."""
    due_at = next_digest(rhythm_of(person), person.time_zone, now)
    key = dedupe_key(f"digest:{due_at.astimezone(person.time_zone).date()}", "", 1) + str(person.pk)
    return Notice(kind=DIGEST.name, recipient=person, dedupe_key=key, due_at=due_at, try_at=due_at)


def groups_of(digest, now):
    """What a digest tells: [{label, contents}], newest first. The second try tells what the first one did."""
    person, parts = digest.recipient, parts_of(digest)
    held = parts.filter(state__in=[State.GATHERED, State.TOLD]).with_facts().order_by("-due_at", "-pk")
    groups = {}
    with in_words_of(person):
        for notice in attach_subjects(list(held)):
            if content := content_or_leave(notice, now):
                groups.setdefault(kind_of(notice).label, []).append(content)
    return [{"label": label, "contents": contents} for label, contents in groups.items()]


def parts_of(digest):
    """What this digest tells: all that waits when it is first looked at. Whatever becomes of it becomes of them."""
    parts = digest.gathered.all()
    if not parts.exists():
        waiting = Notice.objects.filter(recipient=digest.recipient, state=State.GATHERED, digest__isnull=True)
        waiting.update(digest=digest)
    return parts


def content_or_leave(notice, now):
    """The words of one part; a part that may not or cannot be told leaves the digest, the others stay."""
    try:
        left = what_it_leaves_for(notice, now)
        content = None if left else content_of(notice)
    except Exception as error:  # whatever the app above raises
        logger.exception("A part of a digest could not be put into words: %s", notice)
        content = None
        left = {**DONE, "state": State.DEAD, "reason": Notice.Reason.FAILED, "last_error": repr(error)}
    if content is None:
        Notice.objects.filter(pk=notice.pk).update(digest=None, **left)
    return content


def what_it_leaves_for(notice, now):
    """What becomes of a part that is not told in the digest, as columns, or None for one that is.

    The choice that holds now counts: a kind that its person wants by mail since goes by mail, one that is to stand on
    the own page alone stands there.
    """
    if reason := reason_against(notice, now):
        return {**DONE, "state": State.SKIPPED, "reason": reason, "last_error": ""}
    channel = channel_of(notice)
    if channel == Channel.MAIL:
        return {"state": State.PLANNED, "reason": "", "done_at": None, "try_at": Now()}
    if channel == Channel.IN_APP:
        return {**DONE, "state": State.TOLD, "reason": ""}
    return None


def settle():
    """Write down what became of the parts of digests that were sent, or that will not be."""
    parts = Notice.objects.filter(state__in=[State.GATHERED, State.TOLD])
    parts.filter(digest__state=State.SENT).update(state=State.SENT, reason="", done_at=Now())
    reason = Notice.objects.filter(pk=OuterRef("digest")).values("reason")
    lost = Notice.objects.filter(state=State.GATHERED, digest__state__in=[State.DEAD, State.SKIPPED, State.TOLD])
    lost.update(state=State.TOLD, reason=Subquery(reason), done_at=Now())
