"""From levels to the score of an application, in exact fractions: all computers order people alike."""

from fractions import Fraction
from statistics import median


def weighted(levels, weights):
    """The mean of one review's levels by the weights of their criteria: a Fraction from 0 to 4.

    `levels`: {criterion slug: 0 to 4, or None where it is not scored}; `weights`: {criterion slug: thousandths}.
    What is not scored counts neither for nor against: the weights of the others make the whole. None when nothing is.
    """
    scored = {slug: level for slug, level in levels.items() if level is not None}
    whole = sum(weights[slug] for slug in scored)
    return Fraction(sum(level * weights[slug] for slug, level in scored.items()), whole) if whole else None


def median_score(scores):
    """The median of Fractions; of an even number the mean of the two in the middle. None for none."""
    scores = [score for score in scores if score is not None]
    return median(scores) if scores else None


def in_thousandths(score):
    """A score as it is kept with a decision: thousandths of a level, rounded down."""
    return int(score * 1000)
