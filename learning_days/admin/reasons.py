"""Reasons as their columns take them: one line, whatever the field in which it was typed."""

from people.fields import LineField

LONGEST = 300


def in_one_line(typed):
    """What was typed in several lines, in one. Raises ValidationError for what turns the direction of writing."""
    return LineField(max_length=LONGEST).clean(" ".join(typed.split()), None)
