"""Texts written by people: what may stand in them, and how their Markdown becomes safe HTML."""

import unicodedata

import nh3
from markdown_it import MarkdownIt

MAX_TEXT = 10_000

# Bidirectional overrides and marks can make a text read as something else; control characters have no glyph.
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# What takes no place on the page makes two lines look like one, or like nothing: soft hyphens, fillers, tags.
UNSEEN = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164\uffa0"
    r"\ufeff\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff"
)
# The joiners stand between letters of scripts that need them, as Persian and Hindi; in "leader" nobody sees them.
JOINER_ASTRAY = r"(?<![^\u0000-\u024f\s\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u024f\s\u200c\u200d])"
FORBIDDEN_IN_LINE = rf"[\u0000-\u001f\u007f-\u009f{BIDI_CONTROLS}{UNSEEN}]|{JOINER_ASTRAY}"
FORBIDDEN_IN_TEXT = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]"

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("strikethrough").disable("image")
_cleaner = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4", "h5"},
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)


def _lower_headings(state):
    """A person's heading never outranks the page's own: h1 becomes h3, and so on down to h5."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 5)}"


_markdown.core.ruler.push("lower_headings", _lower_headings)


def render_markdown(source):
    """Safe HTML of a Markdown text: no images, no raw HTML, links only to http, https and mailto."""
    return _cleaner.clean(_markdown.render(source))


def tidy(value):
    """The text in Unicode's composed form (NFC), with one kind of line end, without space around it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
