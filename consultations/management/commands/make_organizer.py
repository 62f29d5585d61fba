from django.core.management.base import BaseCommand, CommandError

from consultations.actions.organizers import make_organizer
from people.models import Person


class Command(BaseCommand):
    help = "Lets a person into the admin as an organizer, with what this version's organizers may do."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        try:
            person = Person.objects.get_by_natural_key(username)
        except Person.DoesNotExist:
            raise CommandError(
                f"Nobody here is named {username}. They sign in once, then you type this again."
            ) from None
        make_organizer(person=person)
        self.stdout.write(f"{person.username} is an organizer now.")
