"""A link for a new password goes through the outbox, and its secret does not stay there."""

import re

from django.urls import reverse

from notices import kinds
from notices.actions.carrying import carry_due
from notices.models import Notice
from people.models import Person
from tests.factories import PersonFactory


def ask_for_a_new_password(client, settings):
    settings.NOTICE_KINDS = ["notices.account_mail.KINDS"]
    kinds.all_kinds.cache_clear()
    person = PersonFactory(username="amina", email="amina@example.org")
    person.set_password("not known any more")
    person.save()
    return client.post(reverse("account_reset_password"), {"email": "amina@example.org"})


def test_the_link_is_planned_then_sent_and_forgotten(client, db, settings, mailoutbox):
    assert ask_for_a_new_password(client, settings).status_code == 302
    planned = Notice.objects.get()
    assert (planned.kind, planned.address, mailoutbox) == ("account", "amina@example.org", [])

    carry_due()

    (mail,) = mailoutbox
    link = re.search(r"http://\S+/accounts/password/reset/key/\S+", mail.body)
    assert mail.to == ["amina@example.org"]
    assert client.get(link.group(), follow=True).status_code == 200
    assert Notice.objects.get().payload == {}


def test_the_link_stands_on_no_page(client, db, settings):
    ask_for_a_new_password(client, settings)
    client.force_login(Person.objects.get())
    assert "reset/key" not in client.get("/me/notices/").content.decode()
