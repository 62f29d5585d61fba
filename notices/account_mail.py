"""The mails of accounts, such as a link for a new password, go through the outbox like all others."""

from uuid import uuid4

from django.contrib.sites.shortcuts import get_current_site
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.adapters import AccountAdapter

from .actions.planning import plan
from .kinds import Kind

KINDS = [
    Kind(
        name="account",
        label=_("My account"),
        template="notices/mail/account",
        url=lambda notice, subject: reverse("people:me"),
        can_choose=False,
    )
]


class OutboxAccountAdapter(AccountAdapter):
    """Plans what allauth would send, written in the language of the page; the secret in it is forgotten once sent."""

    def send_mail(self, template_prefix, email, context):
        request = self.request
        context = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        mail = self.render_mail(template_prefix, email, context)
        plan(
            kind="account", key=f"account:{uuid4()}", address=email, payload={"title": mail.subject, "text": mail.body}
        )
