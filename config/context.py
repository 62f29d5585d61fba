"""What every page needs."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _


def site(request):
    """Direction, main navigation and languages for the base template."""
    language = get_language() or settings.LANGUAGE_CODE
    consultations, academy = reverse("consultations:list"), reverse("academy:academy")
    mentoring, learning_days = reverse("mentoring:mentoring"), reverse("learning_days:editions")
    gathering = (learning_days, reverse("learning_days:sharings"), "/loop/")
    return {
        "direction": "rtl" if get_language_bidi() else "ltr",
        "nav": [
            {"url": consultations, "label": _("Consultations"), "current": request.path.startswith(consultations)},
            {"url": academy, "label": _("Academy"), "current": request.path.startswith(academy)},
            {"url": mentoring, "label": _("Mentoring"), "current": request.path.startswith(mentoring)},
            {"url": learning_days, "label": _("Learning Days"), "current": request.path.startswith(gathering)},
        ],
        "languages": [
            {"code": code, "autonym": autonym, "current": code == language} for code, autonym in settings.LANGUAGES
        ],
        "wikimedia_sign_in": bool(settings.WIKIMEDIA_CLIENT_ID),
        "local_accounts": settings.LOCAL_ACCOUNTS,
    }
