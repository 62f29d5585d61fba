"""When a round may be solved, and when what was found may be published."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

PATIENCE = timedelta(minutes=15)  # after that a solving that told nothing more is taken for dead

LOCK_REFUSED = {
    "unknown": _("%(mentee)s and %(mentor)s are locked, but %(mentor)s does not take part. Take this lock back."),
    "full": _("%(mentee)s and %(mentor)s are locked, but %(mentor)s has no place left. Take this lock back."),
    "never": _("%(mentee)s and %(mentor)s are locked, but cannot be a pair. Take this lock back."),
}


def is_solving(matching, now):
    """Whether somebody solves the round now; a worker that died long ago does not."""
    return matching.solving_since is not None and matching.solving_since > now - PATIENCE


def check_can_solve(matching, now):
    """Before it is published, while its time lasts, one at a time; codes `published`, `over`, `solving`."""
    check_not_published(matching)
    check_not_over(matching, now)
    if is_solving(matching, now):
        raise ValidationError(_("This round is being solved at the moment. Please wait for it."), code="solving")


def check_not_published(matching):
    if matching.published_at:
        raise ValidationError(_("This round is published: its pairs stay as they are."), code="published")


def check_not_over(matching, now):
    if matching.ends_on <= now.date():
        raise ValidationError(
            _("The pairings of this round would have ended already. Choose other dates first."), code="over"
        )


def check_is_ours(matching, since):
    """Somebody else may have taken over from a worker that was too slow; codes `published`, `superseded`."""
    check_not_published(matching)
    if matching.solving_since != since:
        raise ValidationError(_("Somebody solved this round anew meanwhile: that one holds."), code="superseded")


def check_proof(proof):
    """Nothing is kept that is not proved to be the best; code `unproved`."""
    if not proof.holds:
        raise ValidationError(
            _("The solution could not be proved to be the best (%(broken)s). Nothing is kept: please report this."),
            code="unproved",
            params={"broken": ", ".join(proof.broken)},
        )


def lock_refused(code, mentee, mentor):
    """The refusal of a locked pair. Who avoids whom stays untold, to organizers too."""
    sentence = LOCK_REFUSED.get(
        code, _("%(mentee)s and %(mentor)s are locked, but cannot be a pair. Take this lock back.")
    )
    return ValidationError(sentence, code="lock", params={"mentee": mentee, "mentor": mentor})


def too_large():
    return ValidationError(
        _("This round is too large to be solved exactly. Divide it, or look at fewer candidates."), code="large"
    )


def check_can_publish(matching, solution, now, *, decided):
    """Solved, by the choices that hold, with somebody to tell; codes `published`, `over`, `solving`, `unsolved`, …

    `decided`: the digest of the terms, choices and reserves by which it was solved, and of those that hold now.
    """
    check_can_solve(matching, now)
    if solution is None:
        raise ValidationError(_("Solve this round first, and look at it."), code="unsolved")
    if decided[0] != decided[1]:
        raise ValidationError(
            _("The terms, a choice or a reserve were changed since it was solved. Solve it again."), code="decided"
        )
    if not solution.figures["matched"]:
        raise ValidationError(
            _("This solution pairs nobody: there is nothing to propose. Find mentors first, and solve it again."),
            code="nobody",
        )


def check_unchanged(changed):
    """Every pair is still as it was solved; code `changed`."""
    if changed:
        raise ValidationError(
            ngettext(
                "%(count)s pair cannot be proposed any more as it stands: people, hours or places changed meanwhile. "
                "Solve the round again.",
                "%(count)s pairs cannot be proposed any more as they stand: people, hours or places changed meanwhile. "
                "Solve the round again.",
                changed,
            ),
            code="changed",
            params={"count": changed},
        )


def busy():
    return ValidationError(_("Others are changing the same people right now. Please try again."), code="busy")


def check_is_published(matching):
    """Those whose pairing broke are looked after once a round went out; codes `unpublished`, `over`."""
    if not matching.published_at:
        raise ValidationError(_("Publish this round first."), code="unpublished")


def check_can_ask_what_if(matching, solution):
    """Solved and not published: afterwards a change would not be what then happens; codes `published`, `unsolved`."""
    check_not_published(matching)
    if solution is None or not solution.candidates:
        raise ValidationError(_("Solve this round first, and look at it."), code="unsolved")


def check_is_kept(matching, solution):
    """Published, with the pairs that were possible then; codes `unpublished`, `unsolved`."""
    check_is_published(matching)
    if solution is None or not solution.candidates:
        raise ValidationError(_("What was possible in this round was not kept."), code="unsolved")


def check_can_prefer(is_candidate):
    """Points order pairs that can be; they make none; code `no_candidate`."""
    if not is_candidate:
        raise ValidationError(
            _("A rule of the round speaks against this pair: points would not change that. You can lock it."),
            code="no_candidate",
        )
