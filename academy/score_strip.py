"""A score on the line from 0 to 4, beside the median and the cut-off of its region."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from .decision_words import level_text

WIDTH = 400  # of the line: a hundred for each level


def strip(score, region):
    """The picture as SVG, or "" without a score; its words say all that it shows."""
    if score is None:
        return ""
    marks = [("own", _("Your score"), score)]
    if region:
        marks += [("median", _("Median of your region"), region["median"]), ("cutoff", _("Cut-off"), region["cutoff"])]
    marks = [(name, label, value) for name, label, value in marks if value is not None]
    said = " · ".join(f"{label}: {level_text(value)}" for _name, label, value in marks)
    return format_html(
        '<svg class="bar strip" viewBox="-8 0 416 34" role="img"><title>{}</title><desc>{}</desc>{}{}{}</svg>',
        _("Your score on the line from 0 to 4"),
        said,
        format_html('<path class="strip__line" d="M0 17H{}"/>', WIDTH),
        format_html_join("", '<path class="strip__line" d="M{} 12V22"/>', ((level * 100,) for level in range(5))),
        format_html_join("", "{}", ((_mark(name, value / 10),) for name, _label, value in reversed(marks))),
    )


def _mark(name, place):
    """A disc for the own score, a diamond for the median, a fence for the cut-off: told apart by shape."""
    place = round(place, 1)
    if name == "own":
        return format_html('<circle class="strip__own" cx="{}" cy="17" r="7"/>', place)
    if name == "median":
        return format_html('<path class="strip__median" d="M{} 9l8 8-8 8-8-8z"/>', place)
    return format_html('<path class="strip__cutoff" d="M{} 2V32"/>', place)
