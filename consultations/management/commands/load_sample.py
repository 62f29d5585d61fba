from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultations.actions.sample import load_sample
from consultations.actions.sample.big import load_big_sample


class Command(BaseCommand):
    help = "Loads the consultation of 2016 with its demonstration data. Loading again adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--big", action="store_true", help="a big consultation too, for the benchmarks")

    def handle(self, *, big, **options):
        now = timezone.now()
        try:
            consultations = [load_sample(now=now)]
            if big:
                consultations.append(load_big_sample(now=now))
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        for consultation in consultations:
            self.stdout.write(f"{consultation.title}: {consultation.get_absolute_url()}")
