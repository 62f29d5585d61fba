"""What the templates of letters need."""

import re
import unicodedata

from django import template
from django.utils.translation import get_language_bidi

register = template.Library()

BEGIN, END = "\u2068", "\u2069"  # FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE
MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@register.filter
def isolated(words):
    """A name or a title within a line of plain text, kept together in its own direction.

    A subject has no `<bdi>`: a name in another direction would carry the signs and the words beside it along. Where
    all runs in one direction the words stay as they are. Marks of direction in them go, so that none ends this one.
    """
    words = MARKS.sub("", str(words))
    if get_language_bidi() or any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in words):
        return f"{BEGIN}{words}{END}"
    return words
