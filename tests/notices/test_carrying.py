"""From the plan to the mail server and the own page."""

import pytest

from notices.actions.carrying import carry_due
from notices.actions.planning import plan
from notices.models import Notice
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def planned(person, **rest):
    plan(kind="reminder", key="week", recipient_id=person.pk, payload={"word": "soon"}, **rest)
    return Notice.objects.get(recipient=person)


def test_a_planned_notice_is_mailed_once_and_marked(sink):
    amina = PersonFactory(display_name="Amina", email="amina@example.org")
    notice = planned(amina)

    assert carry_due() == 1
    assert carry_due() == 0

    notice.refresh_from_db()
    assert (notice.state, notice.reason, notice.attempts, notice.lease) == ("sent", "", 1, None)
    (mail,) = sink.mails
    assert mail["Subject"] == "Amina: Consultations soon"
    assert mail["Message-ID"] == notice.message_id
