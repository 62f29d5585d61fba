"""python manage.py load_reference"""

from django.core.management.base import BaseCommand, CommandError

from people import actions


class Command(BaseCommand):
    help = "Loads the languages, regions, activity areas and skills that people choose from. It may run again."

    def handle(self, **options):
        try:
            actions.load_reference()
        except FileNotFoundError as missing:
            raise CommandError(f"{missing.filename} is missing: run make run once, or npm ci.") from missing
        self.stdout.write("The lists of languages, regions, areas and skills are up to date.")
