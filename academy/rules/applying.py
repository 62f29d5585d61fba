"""Who may apply to a cohort, until when, and what an application holds when it is sent."""

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

STALE = _(
    "You changed this application in another place after you opened this page. What you typed stands below; "
    "look at what is kept, then save again to replace it."
)


def check_open(cohort, now):
    """The cohort takes applications at `now`; codes `not_open_yet`, `closed`. `cohort` as it is read under the lock."""
    if not cohort.published_at or cohort.published_at > now or cohort.opens_at > now:
        day = formats.date_format(timezone.localtime(cohort.opens_at), "DATETIME_FORMAT")
        raise ValidationError(
            _("Applications open on %(moment)s: nothing is saved before."), code="not_open_yet", params={"moment": day}
        )
    if cohort.closes_at <= now:
        moment = formats.date_format(timezone.localtime(cohort.closes_at), "DATETIME_FORMAT")
        raise ValidationError(
            _(
                "The deadline was %(moment)s, so this was not saved. What you typed still stands below: "
                "copy it if you want to keep it."
            ),
            code="closed",
            params={"moment": moment},
        )


def check_can_apply(*, is_reviewer, is_organizer):
    """Who reviews or organizes a cohort does not apply to it; codes `reviewer`, `organizer`."""
    if is_reviewer:
        raise ValidationError(
            _(
                "You review the applications of this cohort, so you cannot apply to it. "
                "If you would rather apply, ask its organizers to take you out of the reviewers first."
            ),
            code="reviewer",
        )
    if is_organizer:
        raise ValidationError(
            _("You organize this cohort and decide on its applications, so you cannot apply to it."), code="organizer"
        )


def check_newest(application, changed_at):
    """`changed_at` is the moment that the writer's page knew, None for a page without one; code `stale`."""
    if application is not None and application.changed_at != changed_at:
        raise ValidationError(STALE, code="stale")


def check_complete(application, answers, criteria):
    """What is sent has a region, an experience and an answer to each criterion; code `incomplete`, by field."""
    wrong = {}
    if application.region_id is None:
        wrong["region"] = _("Please choose your region.")
    if not application.experience:
        wrong["experience"] = _("Please say how long you have been active.")
    for criterion in criteria:
        if not answers.get(criterion.slug, "").strip():
            wrong[f"answer_{criterion.slug}"] = _("Please answer this question.")
    if wrong:
        raise ValidationError({name: ValidationError(said, code="incomplete") for name, said in wrong.items()})


def check_can_withdraw(application):
    """There is something to withdraw; code `withdrawn`."""
    if application.withdrawn_at:
        raise ValidationError(_("You withdrew this application already."), code="withdrawn")


def check_can_be_reviewer(*, has_applied):
    """Who applies to a cohort does not review it; code `applicant`."""
    if has_applied:
        raise ValidationError(
            _("This person applies to this cohort, so they cannot review its applications."), code="applicant"
        )


def check_can_organize(names):
    """Who applies to a cohort does not organize it; `names` of those who do both; code `applicant`."""
    if names:
        raise ValidationError(
            _("These people apply to this cohort, so they cannot organize it: %(names)s."),
            code="applicant",
            params={"names": ", ".join(names)},
        )


def check_deadline_has_hour(moment, is_anywhere_on_earth, has_hour):
    """Without an hour, the day alone counts where it ends last; code `hour`."""
    if moment and not has_hour and not is_anywhere_on_earth:
        raise ValidationError(_("Give the hour too, or choose that the deadline is Anywhere on Earth."), code="hour")


def check_can_move_deadline(cohort, closes_at, now, *, reviewed, decided):
    """A published deadline moves later only, and not once reviewing began; codes name what stands against it."""
    if not cohort.published_at:
        raise ValidationError(_("This cohort is not published: change its deadline on its page."), code="not_published")
    if closes_at <= cohort.closes_at:
        raise ValidationError(_("A published deadline moves later only: people rely on it."), code="earlier")
    if closes_at <= now:
        raise ValidationError(_("The new deadline lies in the past."), code="past")
    if decided:
        raise ValidationError(_("This cohort is decided: its deadline stays."), code="decided")
    if reviewed:
        said = ngettext(
            "%(number)s review is written already: people would change what was reviewed.",
            "%(number)s reviews are written already: people would change what was reviewed.",
            reviewed,
        )
        raise ValidationError(said, code="reviewed", params={"number": reviewed})


def check_seats(capacity, taken):
    """As many seats as are held or taken, at least; code `capacity`."""
    if capacity < taken:
        said = ngettext(
            "%(taken)s seat is held or taken already: the cohort cannot have fewer.",
            "%(taken)s seats are held or taken already: the cohort cannot have fewer.",
            taken,
        )
        raise ValidationError(said, code="capacity", params={"taken": taken})
