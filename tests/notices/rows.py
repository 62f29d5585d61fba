"""Notices in any state, as the outbox would have left them."""

from itertools import count

from notices.models import Notice

ENDED = {"sent", "told", "skipped", "dead"}
numbers = count(1)


def a_notice(person, state="told", *, subject=None, **rest):
    """One notice to a person, told unless another state is asked for."""
    fields = {"kind": "reminder", "dedupe_key": f"row:{next(numbers)}", "payload": {"word": "soon"}, **rest}
    notice = Notice(recipient=person, state=state, **fields)
    if subject is not None:
        notice.subject_type_id, notice.subject_id = type_id_of(subject), subject.pk
    if state in ENDED:
        notice.done_at = rest.get("done_at") or notice.due_at
    if state in ("skipped", "dead"):
        notice.reason = rest.get("reason", "failed")
    notice.try_at = rest.get("try_at") or notice.due_at
    notice.save()
    return notice


def type_id_of(subject):
    return Notice._meta.get_field("subject_type").related_model.objects.get_for_model(subject).pk
