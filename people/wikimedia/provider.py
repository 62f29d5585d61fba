"""The provider `mediawiki` as this site wants it."""

from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.mediawiki.provider import MediaWikiProvider
from allauth.socialaccount.providers.mediawiki.views import MediaWikiOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ValidationError

from .profile import check_may_sign_in


class Refused(ProviderException):
    """The account may not come in; the text says why, in a sentence for its owner."""


class WikimediaOAuth2Adapter(MediaWikiOAuth2Adapter):
    """Takes the addresses from the settings at each sign-in; allauth reads them once, at import."""

    @property
    def authorize_url(self):
        return f"{settings.WIKIMEDIA_REST_API}/oauth2/authorize"

    @property
    def access_token_url(self):
        return f"{settings.WIKIMEDIA_REST_API}/oauth2/access_token"

    @property
    def profile_url(self):
        return f"{settings.WIKIMEDIA_REST_API}/oauth2/resource/profile"


class WikimediaProvider(MediaWikiProvider):
    """Refuses profiles without identity, and keeps what eligibility needs."""

    name = "Wikimedia"
    oauth2_adapter_class = WikimediaOAuth2Adapter
    pkce_enabled_default = True

    def sociallogin_from_response(self, request, response):
        try:
            check_may_sign_in(response)
        except ValidationError as refusal:
            raise Refused(refusal.message) from refusal
        return super().sociallogin_from_response(request, response)

    def extract_extra_data(self, data):
        """Only what we use: no e-mail address and no real name."""
        return {key: data.get(key) for key in ("username", "editcount", "registered")}

    def extract_common_fields(self, data):
        return {"username": data["username"], "email": self._get_email(data), "facts": data}
