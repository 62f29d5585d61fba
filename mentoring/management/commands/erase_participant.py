"""python manage.py erase_participant USERNAME"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentoring.actions.erasing import erase_participant
from people.models import Person


class Command(BaseCommand):
    help = "Takes a person who asks for it out of mentoring: requests, offer, pairs, hours, exclusions and texts."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {username}.")
        kept = erase_participant(person=person, now=timezone.now())
        self.stdout.write("Erased from mentoring.")
        if kept:
            self.stdout.write(f"Concerns that stay until they are settled: {kept}. Settle them and run this again.")
