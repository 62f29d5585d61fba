"""The two addresses of the sign-in; allauth includes them below /accounts/."""

from functools import wraps

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404
from django.urls import path

from .provider import WikimediaOAuth2Adapter


def where_set_up(view):
    """The view, or 404 on a site that Wikimedia does not know; allauth would fail there with a 500."""

    @wraps(view)
    def found(request, *args, **kwargs):
        if not settings.WIKIMEDIA_CLIENT_ID:
            raise Http404
        return view(request, *args, **kwargs)

    return found


login = where_set_up(OAuth2LoginView.adapter_view(WikimediaOAuth2Adapter))
callback = where_set_up(OAuth2CallbackView.adapter_view(WikimediaOAuth2Adapter))

urlpatterns = [
    path("mediawiki/login/", login, name="mediawiki_login"),
    path("mediawiki/login/callback/", callback, name="mediawiki_callback"),
]
