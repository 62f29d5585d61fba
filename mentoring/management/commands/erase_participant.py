"""python manage.py erase_participant USERNAME"""

from mentoring.actions.erasing import erase_participant
from people.management.erasing import EraseCommand


class Command(EraseCommand):
    help = "Takes a person who asks for it out of mentoring: requests, offer, pairs, hours, exclusions and texts."

    def erase(self, person, now):
        kept = erase_participant(person=person, now=now)
        still = [f"Concerns that stay until they are settled: {kept}. Settle them and run this again."] if kept else []
        return ["Erased from mentoring.", *still]
