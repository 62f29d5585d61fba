"""The few template tags that the components need: icons and pictures as inline SVG."""

import json
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
STATUS_ICONS = {
    "error": "error",
    "success": "success",
    "warning": "alert",
}


@lru_cache(maxsize=1)
def all_icons():
    """Codex's icons by their name in the package, as it publishes them."""
    path = settings.BASE_DIR / "node_modules" / "@wikimedia" / "codex-icons" / "dist" / "codex-icons.json"
    return json.loads(path.read_text(encoding="utf-8"))


def package_name(name):
    """The package's name of an icon: `arrow-next` is `cdxIconArrowNext`."""
    return "cdxIcon" + "".join(part[0].upper() + part[1:] for part in name.split("-"))


def drawing(icon, language):
    """The paths of an icon in a language, and whether right-to-left pages mirror it."""
    if isinstance(icon, str):
        return icon, False
    if "langCodeMap" in icon:
        return icon["langCodeMap"].get(language, icon["default"]), False
    if language in RIGHT_TO_LEFT and "rtl" in icon:
        return icon["rtl"], False
    flips = icon.get("shouldFlip", False) and language not in icon.get("shouldFlipExceptions", [])
    return icon["ltr"], flips and language in RIGHT_TO_LEFT


@lru_cache(maxsize=1024)
def icon_svg(name, language, classes):
    """One icon as an `<svg>` that screen readers skip; an unknown name is a KeyError."""
    paths, mirrored = drawing(all_icons()[package_name(name)], language)
    if mirrored:
        classes += " icon--mirrored"
    return mark_safe(  # noqa: S308 - the package's own drawing, no text by people
        f'<svg class="{classes}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{paths}</svg>'
    )


@register.simple_tag
def icon(name, classes="icon"):
    """An icon of Codex by its name in kebab case: `{% icon "arrow-next" %}`."""
    return icon_svg(name, get_language() or settings.LANGUAGE_CODE, classes)


@register.simple_tag
def status_icon(status):
    """The icon of a message. Inline, for Codex draws a lightbulb for every status in Arabic."""
    return icon_svg(STATUS_ICONS.get(status, "info-filled"), settings.LANGUAGE_CODE, "icon cdx-message__icon--vue")
