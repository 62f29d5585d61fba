"""What a signed-in person brings to every page, and what the admin asks of staff."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def own_language_and_time_zone(get_response):
    """Answer in the language and the time zone that a signed-in person chose; a visitor costs no query."""

    def middleware(request):
        person = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if person and person.is_authenticated:
            response = answer_for(person, request, get_response)
        else:
            response = get_response(request)
        patch_vary_headers(response, ["Cookie"])  # of the session, and of the language
        return response

    return middleware


def answer_for(person, request, get_response):
    """The response, made in the person's language and time zone, and for that person's browser alone to keep."""
    language = person.interface_language or translation.get_language()
    request.LANGUAGE_CODE = language
    with translation.override(language), timezone.override(person.time_zone):
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
    patch_cache_control(response, private=True)
    return response


def second_factor_for_staff(get_response):
    """Lead staff without a second factor from the admin to where they set one up."""

    def middleware(request):
        if settings.STAFF_NEED_SECOND_FACTOR and request.path.startswith(reverse("admin:index")):
            person = request.user
            if person.is_authenticated and person.is_staff and not is_mfa_enabled(person, SECOND_FACTORS):
                messages.warning(request, _("To work as an organizer, first add a passkey or an authenticator app."))
                return redirect("mfa_index")
        return get_response(request)

    return middleware
