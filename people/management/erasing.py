"""Commands that take one person out: each app names what it erases."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.models import Person


class EraseCommand(BaseCommand):
    """`python manage.py <name> USERNAME`; a subclass says what `erase` does and what is to be told."""

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {username}.")
        for line in self.erase(person, timezone.now()):
            self.stdout.write(line)

    def erase(self, person, now):
        """Erase, and answer the lines to tell."""
        raise NotImplementedError
