import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from academy.rules.reselect import differences
from academy.rules.selection_bundle import FORMAT, NAME
from consultations.rules.bundles import opened


class Command(BaseCommand):
    help = "Runs the ranking of a selection bundle again, and says where it finds other people than were chosen."
    requires_system_checks = []  # and no database is asked

    def add_arguments(self, parser):
        parser.add_argument("bundle", help="the file …/ledger.json, or - to read it from the standard input")
        parser.add_argument("--sha256", help="the SHA-256 that the bundle must have, as the site published it")

    def handle(self, *, bundle, **options):
        try:
            content = opened(self.read(bundle), sha256_expected=options["sha256"], form=FORMAT, name=NAME)
            found = differences(content)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} of the published results differ from what the scores give.")
        chosen = sum(row["outcome"] == "selected" for row in content["applications"])
        self.stdout.write(
            f"{content['title']}, decided at {content['decided_at']}: {len(content['applications'])} applications "
            f"ranked again. The same {chosen} people are selected. SHA-256 {content['sha256']}"
        )

    def read(self, bundle):
        """The bytes of the file, or of the standard input."""
        if bundle == "-":
            return sys.stdin.buffer.read()
        try:
            return Path(bundle).read_bytes()
        except OSError as fault:
            raise CommandError(f"{bundle} cannot be read: {fault.strerror}.") from None
