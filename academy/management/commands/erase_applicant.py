"""python manage.py erase_applicant USERNAME"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.actions.applications import erase_applicant
from people.models import Person


class Command(BaseCommand):
    help = "Takes a person who asks for it out of all their applications; scores and decisions stay, without a name."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {username}.")
        erased = erase_applicant(person=person, now=timezone.now())
        self.stdout.write(f"Erased from {erased} application{'' if erased == 1 else 's'}.")
