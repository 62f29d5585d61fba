"""Where allauth asks this site: who may sign up, and what a new account is called."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from requests import RequestException

from . import actions
from .models import Person
from .wikimedia.profile import display_name_from, username_from
from .wikimedia.provider import Refused


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts, where the site has them."""

    def is_open_for_signup(self, request):
        return settings.LOCAL_ACCOUNTS

    def clean_username(self, username, shallow=False):
        return super().clean_username(Person.normalize_username(username), shallow)

    def populate_username(self, request, user):
        """A name made from the wiki name, in its own script; allauth would keep its ASCII letters alone."""
        if not user.username:
            user.username = Person.objects.free_username(username_from(user.wiki_username))
        user.display_name = user.display_name or user.username[:100]

    def save_user(self, request, user, form, commit=True):
        """Save a local account; a form that was sent twice makes one, and says so to the second."""
        with transaction.atomic():
            actions.lock_sign_ups()
            if Person.objects.named(form.cleaned_data["username"]).exists():
                messages.info(request, _("This account is already made: please sign in."))
                raise ImmediateHttpResponse(redirect("account_login"))
            return super().save_user(request, user, form, commit)

    def authenticate(self, request, **credentials):
        """Compare user names in the form in which they are kept; some keyboards send another."""
        if username := credentials.get("username"):
            credentials["username"] = Person.normalize_username(username)
        return super().authenticate(request, **credentials)

    def is_safe_url(self, url):
        """Whether somebody may be led there; an address that is none is not one to be led to."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        """One count per account. allauth adds the host, so that another port in the Host header began a new count."""
        return credentials.get("username", "").lower()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Wikimedia accounts: known by their central id, whatever they are called today."""

    def is_open_for_signup(self, request, sociallogin):
        return True

    def populate_user(self, request, sociallogin, data):
        """A new person from the profile; an address that somebody here has already is left out."""
        person = super().populate_user(request, sociallogin, data)
        person.username = ""
        person.display_name = display_name_from(data["username"])
        if person.email and self.is_taken(person.email):
            person.email = ""
            sociallogin.email_addresses = []
        return actions.note_wiki_facts(person=person, profile=sociallogin.account.extra_data)

    @staticmethod
    def is_taken(email):
        return (
            Person.objects.filter(email__iexact=email).exists()
            or EmailAddress.objects.filter(email__iexact=email).exists()
        )

    def pre_social_login(self, request, sociallogin):
        """Refresh what is known of the account at each sign-in, and when a local account is joined to it."""
        person = sociallogin.user if sociallogin.is_existing else None
        if not person and sociallogin.state.get("process") == AuthProcess.CONNECT and request.user.is_authenticated:
            person = request.user
        if person:
            actions.note_wiki_facts(person=person, profile=sociallogin.account.extra_data)

    def save_user(self, request, sociallogin, form=None):
        """Save a new person; of two sign-ins at once the second finds the person whom the first has made."""
        with transaction.atomic():
            actions.lock_sign_ups()
            sociallogin.lookup()
            if sociallogin.is_existing:
                return sociallogin.user
            return super().save_user(request, sociallogin, form)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Say in a sentence what went wrong and what helps; allauth says that an error occurred."""
        if error == AuthError.CANCELLED:
            return
        if isinstance(exception, Refused):
            reason, status = str(exception), 403
        elif isinstance(exception, RequestException):
            reason, status = _("Wikimedia does not answer at the moment. Please try again in a few minutes."), 502
        else:
            reason, status = _("The sign-in took too long, or began in another window. Please start it again."), 400
        raise ImmediateHttpResponse(render(request, "people/sign_in_refused.html", {"reason": reason}, status=status))
