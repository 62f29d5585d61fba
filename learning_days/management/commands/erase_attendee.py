"""python manage.py erase_attendee USERNAME"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from learning_days.actions.erasing import erase_attendee
from people.models import Person


class Command(BaseCommand):
    help = "Takes a person who asks for it out of Learning Days: days to come, needs, words, pledges, reports, leads."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {username}.")
        named = erase_attendee(person=person, now=timezone.now())
        self.stdout.write("Erased from Learning Days.")
        for edition in named:
            self.stdout.write(f"Release the programme of {edition.slug} anew: it names them as a lead until then.")
