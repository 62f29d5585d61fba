"""Verdicts on a pairing: who does what until when."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NUDGE_WAITS = timedelta(days=7)  # for an answer to that, before the mentee may look for somebody else
LOG_AFTER_END = timedelta(days=14)  # for meetings that took place before the end


def is_long_silent(pairing, now):
    """Whether the mentor was asked for a sign, and gave none in time; or closed the account."""
    was_asked = pairing.nudged_at is not None and pairing.nudged_at <= now - NUDGE_WAITS
    return was_asked or not pairing.mentor.person.is_active


def check_runs(pairing):
    """Nothing is planned in a pairing that ended."""
    if pairing.ended_at:
        raise ValidationError(_("This pairing has ended."), code="ended")


def check_can_log(pairing, *, held_on, first_day, last_day, now):
    """A meeting lies within the pairing and is over; for a while after the end the last ones can be added.

    `last_day`: today, or the day of the end, where the person lives who logs it.
    """
    if pairing.ended_at and now > pairing.ended_at + LOG_AFTER_END:
        raise ValidationError(
            _("This pairing ended more than two weeks ago: its meetings stay as they are."), code="ended"
        )
    if held_on > last_day and pairing.ended_at:
        raise _on_day(_("This day lies after the end of your pairing."), "too_late")
    if held_on > last_day:
        raise _on_day(_("This day is still to come. Log a meeting after it."), "to_come")
    if held_on < first_day:
        raise _on_day(_("This day lies before you became a pair."), "too_early")


def _on_day(sentence, code):
    return ValidationError({"held_on": ValidationError(sentence, code=code)})


def check_can_end(pairing, *, ending, is_mentee):
    """Both may finish or stop; only the mentee looks for another mentor."""
    if ending not in pairing.Ending.values or (ending == pairing.Ending.CHANGED and not is_mentee):
        raise ValidationError(_("Choose how it ends."), code="no_ending")


def check_can_change(pairing, now):
    """Without a word to anybody, once the mentor was silent for long."""
    check_runs(pairing)
    if not is_long_silent(pairing, now):
        raise ValidationError(
            _("Your mentor gave a sign of life. You can still end the pairing and look for another mentor."),
            code="not_silent",
        )


def stays_open(ending, *, is_mentee):
    """Whether the request looks for a mentor again: the mentee changes, or the mentor stopped."""
    return ending == "changed" or (ending == "stopped" and not is_mentee)


def check_can_invite(pairing, *, is_asked, free):
    """A pairing has one co-mentor, who has a free place."""
    check_runs(pairing)
    if pairing.co_mentor_id:
        raise ValidationError(_("This pairing has a co-mentor already."), code="has_one")
    if is_asked:
        raise ValidationError(
            _("Somebody is asked already. Wait for the answer, or take the question back."), code="asked"
        )
    if free < 1:
        raise ValidationError(_("This co-mentor has no free place now."), code="full")
