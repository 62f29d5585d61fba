"""The two addresses of the sign-in; allauth includes them below /accounts/."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.urls import path

from .provider import WikimediaOAuth2Adapter

urlpatterns = [
    path("mediawiki/login/", OAuth2LoginView.adapter_view(WikimediaOAuth2Adapter), name="mediawiki_login"),
    path(
        "mediawiki/login/callback/", OAuth2CallbackView.adapter_view(WikimediaOAuth2Adapter), name="mediawiki_callback"
    ),
]
