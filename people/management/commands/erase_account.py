"""python manage.py erase_account USERNAME"""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from people.actions import erase
from people.management.erasing import EraseCommand


class Command(EraseCommand):
    help = "Takes a person who asks for it out of every app, and the name and addresses out of the account."

    def erase(self, person, now):
        try:
            erase(person=person, now=now)
        except ValidationError:
            raise CommandError(
                f"{person.username} is an organizer. Others rely on them: take that away first."
            ) from None
        return ["Erased."]
