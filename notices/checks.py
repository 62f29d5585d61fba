"""What `manage.py check --deploy` says about mail."""

from django.conf import settings
from django.core.checks import Warning as Advice
from django.core.checks import register

KEEPS = "notices.kept_mail.EmailBackend"


def mail_is_kept():
    """Whether mails stay in the database in place of being sent."""
    return settings.EMAIL_BACKEND == KEEPS


@register(deploy=True)
def mail_goes_out(app_configs, **kwargs):
    """A deployed site without a mail server works: every notice stands on its person's page. But nobody gets mail."""
    if not mail_is_kept():
        return []
    return [
        Advice(
            "Without EMAIL_URL no mail leaves this site, links for a new password among them.",
            hint="Set EMAIL_URL, as in smtp+tls://user:password@host:587 (see README.md).",
            id="notices.W001",
        )
    ]
