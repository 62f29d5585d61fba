from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Loads the sample of every app with its demonstration data. Loading again adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--big", action="store_true", help="big ones too, for the benchmarks")

    def handle(self, *, big, **options):
        now = timezone.now()
        try:
            loaded = [row for path in settings.SAMPLES for row in import_string(path)(now=now, big=big)]
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        for row in loaded:
            self.stdout.write(f"{row}: {row.get_absolute_url()}")
