"""What a report from home may say, and what it may go on from."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_YEAR = 2001  # of the movement
MOST_TEACHERS = 20  # named in one report


def check_day(held_on, today):
    """Raise ValidationError for a day to come. `today`: where the person lives."""
    if held_on > today:
        raise ValidationError(
            {"held_on": ValidationError(_("This day is still to come. Report it once you have shared."), code="future")}
        )
    if held_on.year < FIRST_YEAR:
        raise ValidationError({"held_on": ValidationError(_("Please look at the year."), code="year")})


def check_counts(people, known):
    """Raise ValidationError when more people are counted already than took part."""
    if known > people:
        raise ValidationError(
            {
                "people_known": ValidationError(
                    _("%(people)s took part: no more than those can be counted in another report."),
                    code="known",
                    params={"people": people},
                )
            }
        )


def check_can_go_on(report, *, person, held_on, later=()):
    """Raise ValidationError when a report of this person and day cannot go on from `report`.

    `later`: keys of the person's own report, when it is changed, and of all that go on from it.
    """
    if report.hidden_at:
        raise ValidationError({"source": ValidationError(_("That report is hidden."), code="hidden")})
    if report.pk in later:
        raise ValidationError(
            {"source": ValidationError(_("That report goes on from yours: it cannot be both."), code="circle")}
        )
    if report.person_id == person.pk:
        raise ValidationError(
            {"source": ValidationError(_("That report is your own. Name what both of them go on from."), code="own")}
        )
    if held_on < report.held_on:
        raise ValidationError(
            {"held_on": ValidationError(_("The report that it goes on from is of a later day."), code="before")}
        )


def check_can_hide(report):
    """Raise ValidationError when readers do not see it anyway."""
    if report.hidden_at:
        raise ValidationError(_("It is hidden already."), code="hidden")


def check_can_show(report):
    """Raise ValidationError when readers see it already."""
    if not report.hidden_at:
        raise ValidationError(_("Readers see it already."), code="shown")
