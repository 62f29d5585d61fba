"""What my page costs, and the way in where there are no local accounts."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import IdeaFactory, LanguageFactory, PersonFactory, declare

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_costs_the_same_for_any_number_of_languages_and_drafts(client, rows, django_assert_num_queries):
    ana = PersonFactory()
    client.force_login(ana)
    for code in ("es", "fr", "sw")[:rows]:
        declare(ana, LanguageFactory(code=code))
    IdeaFactory.create_batch(rows, author=ana, shared_at=None, title="A draft of mine")
    with django_assert_num_queries(23):
        response = client.get(reverse("people:me"))
    assertContains(response, "A draft of mine", count=rows)


def test_without_local_accounts_the_password_is_folded_away(client, settings):
    settings.LOCAL_ACCOUNTS = False
    response = client.get(reverse("account_login"))
    assertContains(response, "<summary>Sign in with a user name and password</summary>")
    assertNotContains(response, "Make an account")


def test_a_wrong_password_is_answered_where_it_was_typed(client, settings):
    settings.LOCAL_ACCOUNTS = False
    response = client.post(reverse("account_login"), {"login": "ana", "password": "wrong"})
    assertContains(response, "<details open>")
