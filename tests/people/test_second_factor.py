"""What a copy of the database tells of second factors: nothing."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.contrib import admin

from people.second_factor import SecondFactorAdapter
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def test_authenticator_key_is_kept_encrypted_and_still_works():
    person = PersonFactory()
    kept = TOTP.activate(person, SECRET).instance

    assert SECRET not in str(Authenticator.objects.get(pk=kept.pk).data)
    assert SecondFactorAdapter().decrypt(kept.data["secret"]) == SECRET


def test_recovery_codes_are_kept_encrypted():
    person = PersonFactory()
    codes = RecoveryCodes.activate(person)

    assert len(codes.get_unused_codes()) == 10
    assert SecondFactorAdapter().decrypt(codes.instance.data["seed"]) != codes.instance.data["seed"]


def test_an_older_key_still_opens_and_a_foreign_one_does_not(settings):
    adapter = SecondFactorAdapter()
    locked = adapter.encrypt(SECRET)

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer key"
    assert adapter.decrypt(locked) == SECRET

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        adapter.decrypt(locked)


def test_the_desk_shows_no_secrets():
    assert not admin.site.is_registered(Authenticator)
