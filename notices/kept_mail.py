"""The mail backend of a machine of one's own: mails are kept in the database, to be read in the admin."""

from django.core.mail.backends.base import BaseEmailBackend

from .models import KeptMail


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        """Keep each mail as a row; answers how many."""
        return len(KeptMail.objects.bulk_create([kept(mail) for mail in email_messages]))


def kept(mail):
    html = next((part.content for part in getattr(mail, "alternatives", ()) if part.mimetype == "text/html"), "")
    return KeptMail(
        recipients=", ".join(mail.recipients()),
        title=str(mail.subject),
        text=mail.body,
        html=html,
        headers={"From": mail.from_email, **mail.extra_headers, **files_of(mail)},
    )


def files_of(mail):
    """The names of the files that would go with it."""
    names = ", ".join(file[0] for file in getattr(mail, "attachments", ()))
    return {"Attached": names} if names else {}
