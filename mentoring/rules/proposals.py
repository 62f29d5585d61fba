"""When a mentor may be asked, and when a proposal may be accepted, declined or withdrawn."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ASKED_DAYS = 7  # to answer somebody who asks directly; a round has its own number of days
REMINDED_BEFORE = timedelta(hours=48)
LONGEST_PAUSE = 366  # days
MOST_AGAIN, AGAIN_WITHIN = 2, timedelta(days=30)  # questions of one person to one mentor
MOST_A_DAY = 10  # questions of one person, to whomever
PAIRED_DAYS = 180  # how long a pairing is meant to last that no round gave its dates

ANSWERED = {
    "accepted": _("This proposal was accepted already."),
    "declined": _("This proposal was declined already."),
    "expired": _("The time to answer this proposal is over."),
    "withdrawn": _("This proposal was withdrawn."),
}


def not_found():
    """The one answer for a mentor whom this person cannot ask, whatever the reason: it tells of no exclusion."""
    return ValidationError(_("This mentor is not to be found."), code="not_found")


def answer_at(proposal, now):
    """How the proposal stands by the clock: its answer, `expired` where nobody wrote that yet, "" while it is open."""
    return proposal.answer or ("expired" if proposal.expires_at <= now else "")


def check_can_ask(mentor, *, is_oneself, is_open, is_waiting, is_paired, is_co_mentor, free, today):
    """Raise ValidationError unless a person may ask this mentor for this request.

    `is_open`: the request stands and has no mentor; `is_waiting`: it waits for another answer; `is_paired`: the two are
    a pair in another place; `is_co_mentor`: the mentor teaches nothing alone yet; `free`: the mentor's places left;
    `today`: the day where the mentor lives.
    """
    if is_oneself:
        raise ValidationError(_("You cannot ask yourself."), code="oneself")
    if mentor.stopped_at or not mentor.person.is_active:
        raise not_found()
    if not is_open:
        raise ValidationError(_("This request is not open: it has a mentor, or it was withdrawn."), code="not_open")
    if is_waiting:
        raise ValidationError(
            _("This request waits for an answer already. Withdraw that question first, or wait until it is answered."),
            code="waiting",
        )
    if is_paired:
        raise ValidationError(_("You two are a pair already."), code="paired")
    if is_co_mentor:
        raise ValidationError(
            _("This mentor begins as a co-mentor, beside an experienced one. Please ask somebody else."),
            code="co_mentor",
        )
    if mentor.away_until and mentor.away_until >= today:
        raise ValidationError(_("This mentor is away at the moment. Please ask somebody else, or later."), code="away")
    check_places(free)


def check_is_not_pressing(*, to_mentor, of_day):
    """Raise ValidationError for who asks and takes back, again and again. `to_mentor`: how often this mentor was asked
    by the person within AGAIN_WITHIN; `of_day`: how often anybody was within a day.
    """
    if to_mentor >= MOST_AGAIN:
        raise ValidationError(
            _("You asked this mentor twice within a month. Please ask somebody else, or wait for the next round."),
            code="pressing",
        )
    if of_day >= MOST_A_DAY:
        raise ValidationError(_("You asked many mentors today. Please wait until tomorrow."), code="many")


def check_places(free):
    """Raise ValidationError where the mentor has no place left."""
    if free < 1:
        raise ValidationError(
            _("All places of this mentor are taken. Please ask somebody else, or wait for the next round."),
            code="full",
        )


def check_unanswered(proposal, now):
    """Raise ValidationError with what holds, unless the proposal can still be answered."""
    answer = answer_at(proposal, now)
    if answer:
        raise ValidationError(ANSWERED[answer], code=answer)


def check_can_accept(proposal, *, side, is_open, is_apart, is_paired, free):
    """Raise ValidationError unless the two may become a pair. `free`: places left, the one that it holds among them."""
    if not is_open or is_apart or proposal.mentor.stopped_at or not proposal.mentor.person.is_active:
        raise ValidationError(_("This proposal cannot be accepted any more."), code="gone")
    if is_paired:
        raise ValidationError(_("You two are a pair already."), code="paired")
    if side == "mentor" and free < 1:
        raise ValidationError(
            _("All your places are taken. Take more people at the same time in your offer, or decline."), code="full"
        )
    check_places(free)


def check_can_decline(*, side, reason, pause_until, today):
    """Raise ValidationError unless the answer is whole: a mentor says why, and pauses until a day that comes."""
    if side == "mentor" and not reason.strip():
        raise ValidationError({"reason": ValidationError(_("Please say why, in a few words."), code="no_reason")})
    if pause_until is None:
        return
    if side != "mentor":
        raise ValidationError(_("Only mentors pause."), code="no_mentor")
    if not today <= pause_until <= today + timedelta(days=LONGEST_PAUSE):
        sentence = _("Choose a last day of your pause between today and a year from now.")
        raise ValidationError({"pause_until": ValidationError(sentence, code="pause")})


def check_can_withdraw(proposal, now):
    """Raise ValidationError unless the person who asked may take the question back."""
    if proposal.origin != "asked":
        raise ValidationError(_("A round proposed this mentor: accept or decline."), code="not_asked")
    check_unanswered(proposal, now)


def dates_of(proposal, today):
    """(first day, last day) of the pairing that follows: those of the round while it lasts, else half a year."""
    matching = proposal.round
    if matching is not None and matching.ends_on > today:
        return matching.starts_on, matching.ends_on
    return today, today + timedelta(days=PAIRED_DAYS)
