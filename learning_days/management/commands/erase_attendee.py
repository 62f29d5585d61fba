"""python manage.py erase_attendee USERNAME"""

from learning_days.actions.erasing import erase_attendee
from people.management.erasing import EraseCommand


class Command(EraseCommand):
    help = "Takes a person who asks for it out of Learning Days: days to come, needs, words, pledges, reports, leads."

    def erase(self, person, now):
        named = erase_attendee(person=person, now=now)
        anew = [
            f"Release the programme of {edition.slug} anew: it names them as a lead until then." for edition in named
        ]
        return ["Erased from Learning Days.", *anew]
