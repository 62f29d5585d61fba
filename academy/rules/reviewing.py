"""Verdicts on reviews: how many an application needs, and when a reviewer may score, submit and declare."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..querysets.applications import APART, THIRD


def reviewers_differ(levels_by_review):
    """Whether two reviewers lie APART levels or more from one another on one criterion.

    `levels_by_review`: for each submitted review {criterion: level from 0 to 4, or None where it is not scored}.
    """
    given = {}
    for levels in levels_by_review:
        for criterion, level in levels.items():
            if level is not None:
                given.setdefault(criterion, []).append(level)
    return any(max(levels) - min(levels) >= APART for levels in given.values())


def reviews_needed(levels_by_review, least):
    """How many reviews an application needs: `least`, and a third one where two reviewers differ."""
    return max(least, THIRD) if reviewers_differ(levels_by_review) else least


def check_can_score(application, now):
    """Scored from the deadline on, samples before; until the selection; codes `open`, `decided`, `withdrawn`."""
    cohort = application.cohort
    if hasattr(cohort, "selection"):
        raise ValidationError(_("The selection is decided: reviews stay as they are."), code="decided")
    if application.is_sample:
        return
    if application.withdrawn_at or not application.submitted_at:
        raise ValidationError(_("This application was withdrawn. There is nothing left to do."), code="withdrawn")
    if cohort.closes_at > now:
        raise ValidationError(_("Applications may still change. Reviews begin after the deadline."), code="open")


def check_can_submit(levels, criteria, *, samples_left):
    """Each criterion has a level or is marked as not scored, and one has a level.

    Codes `calibrate`, `missing`, `nothing`.
    `levels`: {criterion pk: level or None}; `samples_left`: how many samples this reviewer has still to score.
    """
    if samples_left:
        raise ValidationError(
            _("First score the sample applications: they show how others use the levels. Your scores are kept."),
            code="calibrate",
        )
    if any(criterion.pk not in levels for criterion in criteria):
        raise ValidationError(_("Choose a level for each criterion, or mark it as not scored."), code="missing")
    if all(level is None for level in levels.values()):
        raise ValidationError(
            _("Score at least one criterion. If you cannot judge this application, declare a conflict."),
            code="nothing",
        )


def check_can_assign(cohort, now):
    """After the deadline and before the selection; codes `decided`, `open`."""
    if hasattr(cohort, "selection"):
        raise ValidationError(
            _("The selection of this cohort is decided: nobody is assigned any more."), code="decided"
        )
    if cohort.closes_at > now:
        raise ValidationError(
            _("Reviewers are assigned after the deadline: until then applications change."), code="open"
        )


def check_not_submitted(review):
    """Nobody takes back what is submitted; code `submitted`."""
    if review.submitted_at:
        raise ValidationError(_("This review is submitted: it stays."), code="submitted")


def check_can_declare(review, now):
    """As long as one may score, and has not submitted; codes of check_can_score and `submitted`, `sample`."""
    check_can_score(review.application, now)
    if review.application.is_sample:
        raise ValidationError(_("Samples are of nobody: there is no conflict to declare."), code="sample")
    check_not_submitted(review)


def check_is_there(review):
    """The review, or code `gone`: the organizers took it back."""
    if review is None:
        raise ValidationError(_("This review is no longer yours: the organizers gave it back."), code="gone")
    return review
