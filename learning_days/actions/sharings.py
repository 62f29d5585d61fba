"""Reports from home: told, changed, hidden and shown again; who can teach it now is asked before others read it."""

import uuid

from django.db import transaction
from django.utils import timezone

from notices.actions.planning import plan
from people.models import Person

from ..models import Sharing, SharingTeacher
from ..querysets.threads import hold_threads, keys_below
from ..rules import sharing as rules


@transaction.atomic
def report(*, person, form_key, now, skills=(), teachers=(), **fields):
    """Keep a report of this person, or raise ValidationError. A form that was sent twice is one report.

    `fields`: those of a Sharing, its sources among them; `teachers`: people, and names of people who are not here.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one form in two windows, one report
    kept = Sharing.objects.filter(form_key=form_key).first()
    if kept is not None and kept.person_id == person.pk:
        return kept
    key = form_key if kept is None else uuid.uuid4()
    sharing = Sharing(person=person, form_key=key, created_at=now, changed_at=now, **fields)
    _check(sharing, now)
    sharing.save()
    sharing.skills.set(skills)
    name_teachers(sharing, teachers)
    _tell_whose_it_goes_on_from(sharing)
    return sharing


@transaction.atomic
def change(*, sharing, now, skills=(), teachers=(), **fields):
    """Change a report as its author typed it, or raise ValidationError."""
    hold_threads()  # before the row: whoever goes on from it meanwhile waits, and no circle is closed
    sharing = Sharing.objects.select_for_update(no_key=True).get(pk=sharing.pk)
    before = sharing.before_id
    for name, value in fields.items():
        setattr(sharing, name, value)
    _check(sharing, now, later={sharing.pk, *keys_below(sharing.pk)}, kept=before)
    sharing.changed_at = now
    sharing.save(update_fields=[*fields, "text_html", "changed_at"])
    sharing.skills.set(skills)
    name_teachers(sharing, teachers)
    if sharing.before_id != before:
        _tell_whose_it_goes_on_from(sharing)
    return sharing


def _check(sharing, now, later=(), kept=None):
    """Raise ValidationError unless it may be reported so. `kept`: what it goes on from already."""
    person = sharing.person
    rules.check_day(sharing.held_on, timezone.localdate(now, person.time_zone))
    rules.check_counts(sharing.people, sharing.people_known)
    if sharing.before_id and sharing.before_id != kept:
        rules.check_can_go_on(sharing.before, person=person, held_on=sharing.held_on, later=later)
    sharing.full_clean()


def _tell_whose_it_goes_on_from(sharing):
    """The author of the report before hears that somebody carried it on."""
    before = sharing.before
    if before and before.person_id and before.person_id != sharing.person_id:
        key = f"sharing_continued:{sharing.pk}:{before.pk}"
        plan(kind="sharing_continued", recipient_id=before.person_id, subject=sharing, key=key)


def name_teachers(sharing, teachers):
    """Let exactly these be who can teach it now. A person who is new is asked: once, named again or declined since."""
    rows = list(sharing.teachers.select_for_update())
    wanted = {(one.pk, "") if isinstance(one, Person) else (None, one): one for one in teachers}
    standing = {(row.person_id, row.name) for row in rows}
    gone = [row.pk for row in rows if (row.person_id, row.name) not in wanted and not row.declined_at]
    SharingTeacher.objects.filter(pk__in=gone).delete()
    for person, name in wanted:
        if (person, name) not in standing:
            SharingTeacher.objects.create(sharing=sharing, person_id=person, name=name)
            if person:
                plan(kind="teacher_named", recipient_id=person, subject=sharing, key=f"teacher_asked:{sharing.pk}")


@transaction.atomic
def answer_teaching(*, teacher, agrees, now):
    """A person lets readers see their name, or does not; either can be changed at any time."""
    teacher = SharingTeacher.objects.select_for_update(no_key=True).get(pk=teacher.pk)
    if bool(teacher.agreed_at if agrees else teacher.declined_at):
        return teacher
    teacher.agreed_at, teacher.declined_at = (now, None) if agrees else (None, now)
    teacher.save(update_fields=["agreed_at", "declined_at"])
    return teacher


@transaction.atomic
def hide(*, sharing, reason, now):
    """Take a report from the pages and the files, and tell its author why; what goes on from it stays."""
    sharing = Sharing.objects.select_for_update(no_key=True).get(pk=sharing.pk)
    rules.check_can_hide(sharing)
    sharing.hidden_at, sharing.hidden_because, sharing.changed_at = now, reason.strip(), now
    _save_moderated(sharing, "sharing_hidden", now)
    return sharing


@transaction.atomic
def show(*, sharing, now):
    """Let readers see a hidden report again, and tell its author."""
    sharing = Sharing.objects.select_for_update(no_key=True).get(pk=sharing.pk)
    rules.check_can_show(sharing)
    sharing.hidden_at, sharing.hidden_because, sharing.changed_at = None, "", now
    _save_moderated(sharing, "sharing_shown", now)
    return sharing


def _save_moderated(sharing, kind, now):
    sharing.save(update_fields=["hidden_at", "hidden_because", "changed_at"])
    if sharing.person_id:
        key = f"{kind}:{sharing.pk}:{now.isoformat()}"
        plan(kind=kind, recipient_id=sharing.person_id, subject=sharing, key=key)
