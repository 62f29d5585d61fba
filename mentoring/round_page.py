"""What the page of a round shows, ready for it: its rules in words, its figures without small groups."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.rules.small_cells import LEAST, cells_to_hide

from .clocks import duration_said
from .rules.parties import LEAST_LEVEL, MOST_CHOICE, NATIVE_LEVEL
from .rules.points import HOURS, LEVEL, MOST_MINUTES, SKILLS, WEIGHTS


def round_row(row):
    """A round as a row of a list."""
    return {"round": row, "starts": date_format(row.starts_on), "ends": date_format(row.ends_on)}


def rules_of(row):
    """{"needs": what every pair needs, "points": [(what, most points, how)]} of a round, in sentences."""
    return {"needs": needs_of(row), "points": points_said()}


def needs_of(row):
    """What two people need to be a pair in this round."""
    needs = [
        _("a language that both know at level %(level)d or better") % {"level": LEAST_LEVEL},
        _("%(duration)s or more each week in which both are free") % {"duration": duration_said(row.least_minutes)},
        _("a skill that one wants to learn and the other teaches"),
        _("neither chose not to be paired with the other; nobody learns of such a choice"),
        _("neither has to judge the other's application"),
    ]
    if not row.may_share_affiliate:
        needs.append(_("they belong to different affiliates"))
    return needs


def points_said():
    """[(what is counted, the most points, how)]"""
    first, second, third = WEIGHTS
    return [
        (
            _("Skills"),
            SKILLS,
            _("The wishes weigh %(first)d, %(second)d and %(third)d. The points are the share of them that is taught.")
            % {"first": first, "second": second, "third": third},
        ),
        (
            _("Languages"),
            LEVEL * NATIVE_LEVEL,
            _("%(points)d for each level of the one who knows the best common language less well.") % {"points": LEVEL},
        ),
        (
            _("Shared hours"),
            HOURS,
            _("In proportion to the hours that both are free each week, up to %(most)d.")
            % {"most": MOST_MINUTES // 60},
        ),
        (_("The organizers' choice"), MOST_CHOICE, _("Each with a reason that is kept.")),
    ]


def figures_of(solution):
    """The figures of a solution as everybody may see them; None where so few took part that they tell people apart."""
    figures = solution.figures
    if figures.get("requests", 0) < LEAST:
        return None
    alone = figures["requests"] - figures["matched"]
    average = round(figures["total"] / figures["matched"]) if figures["matched"] else 0
    is_hidden = bool(cells_to_hide({"matched": figures["matched"], "alone": alone}, total_is_shown=True))
    return {**figures, "alone": alone, "average": average, "is_hidden": is_hidden}
