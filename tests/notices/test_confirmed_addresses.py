"""Mail goes only to an address that its owner confirmed."""

import pytest
from allauth.account.models import EmailAddress

from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.factories import PersonFactory
from tests.notices.test_carrying import became, planned, reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"verified": False}, ("told", "unconfirmed")),
        ({"email": "another@example.org"}, ("told", "unconfirmed")),
        ({"email": "AMINA@example.org"}, ("sent", "")),
    ],
    ids=["not confirmed", "another one is", "in capitals"],
)
def test_only_an_address_that_its_owner_confirmed_gets_mail(sink, address, expected):
    notice = planned(reader(username="amina"))
    EmailAddress.objects.update(**address)

    carry_due()

    assert became(notice) == expected
    assert len(sink.mails) == (expected[0] == "sent")


def test_a_confirmed_address_of_somebody_else_is_no_confirmed_address(sink):
    stranger = PersonFactory(username="stranger")
    notice = planned(reader(username="amina"))
    EmailAddress.objects.update(user=stranger)

    carry_due()

    assert (became(notice), sink.mails) == (("told", "unconfirmed"), [])


def test_the_facts_of_any_number_of_notices_are_one_question(django_assert_num_queries):
    for number in range(3):
        planned(reader(username=f"reader{number}"))

    with django_assert_num_queries(1):
        facts = [(row.is_confirmed, row.recipient.username) for row in Notice.objects.with_facts().order_by("pk")]

    assert facts == [(True, f"reader{number}") for number in range(3)]
