"""Asking both how it goes, and keeping what they answer."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from notices.rules.moments import at_local

from ..models import CheckIn, Pairing
from ..rules import check_ins as rules
from .pairing_notices import tell, tell_organizers
from .pairings import held, note_sign

CATCH_UP = timedelta(days=6)  # how long a clock that stood still may look back
LONGEST = timedelta(days=3 * 366)  # pairings are at most so long
ASKED_AT = time(9)  # where each lives
OF_USE = timedelta(weeks=2)


def plan_check_ins(now):
    """Ask each of the pairs whose day has come. It may run at any time, and many at once."""
    today = timezone.localdate(now)
    periods = range((LONGEST - rules.FIRST_AFTER) // rules.EVERY)
    offsets = [rules.FIRST_AFTER + number * rules.EVERY for number in periods]
    due = Pairing.objects.due_between(today - CATCH_UP, today, offsets=offsets, before_end=rules.BEFORE_END)
    for pk in due.not_asked_since(today - CATCH_UP).values_list("pk", flat=True):
        ask_both(pk, today)


@transaction.atomic
def ask_both(pk, today):
    """Write a check-in for each of the two, and ask them, once."""
    rows = Pairing.objects.active().select_for_update(no_key=True, of=("self",), skip_locked=True).with_people()
    pairing = rows.filter(pk=pk).first()
    due_on = pairing and rules.newest_due(pairing.starts_on, pairing.ends_on, today)
    if due_on is None or due_on < today - CATCH_UP:
        return
    for person in (pairing.mentee, pairing.mentor.person):
        check_in, is_new = CheckIn.objects.get_or_create(pairing=pairing, person=person, due_on=due_on)
        if is_new:
            due_at = at_local(due_on, ASKED_AT, person.time_zone)
            tell([person], "check_in", check_in, check_in.pk, due_at=due_at, grace=OF_USE)


@transaction.atomic
def answer_check_in(*, check_in, person, how, wants_help, text, lang, now):
    """Keep the answer, which is a sign of life; organizers hear that help is wanted. The first answer stands."""
    pairing = held(check_in.pairing)
    check_in = CheckIn.objects.select_for_update(no_key=True, of=("self",)).get(pk=check_in.pk, person=person)
    check_in.pairing = pairing
    rules.check_can_answer(check_in)
    check_in.how, check_in.wants_help, check_in.text, check_in.lang = how, wants_help, text, lang
    check_in.answered_at = now
    check_in.full_clean(exclude=["pairing", "person"])
    check_in.save()
    note_sign(pairing, person, now)
    if wants_help:
        tell_organizers(pairing, "check_in_help", check_in)
    return check_in
