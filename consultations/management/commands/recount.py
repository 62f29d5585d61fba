import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from consultations.rules.bundles import opened
from consultations.rules.recount import differences


class Command(BaseCommand):
    help = "Counts the ballots of a recount bundle again, and says where a published figure differs."
    requires_system_checks = []  # and no database is asked

    def add_arguments(self, parser):
        parser.add_argument("bundle", help="the file …/words/recount.json, or - to read it from the standard input")
        parser.add_argument("--sha256", help="the SHA-256 that the bundle must have, as the site published it")

    def handle(self, *, bundle, **options):
        try:
            content = opened(self.read(bundle), sha256_expected=options["sha256"])
            found = differences(content)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        for difference in found:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} of the published figures differ from what the ballots add up to.")
        self.stdout.write(
            f"{content['title']}, closed at {content['closed_at']}: {len(content['ballots'])} ballots on "
            f"{len(content['words'])} words counted again. Every published figure is right. "
            f"SHA-256 {content['sha256']}"
        )

    def read(self, bundle):
        """The bytes of the file, or of the standard input."""
        if bundle == "-":
            return sys.stdin.buffer.read()
        try:
            return Path(bundle).read_bytes()
        except OSError as fault:
            raise CommandError(f"{bundle} cannot be read: {fault.strerror}.") from None
