"""python manage.py erase_applicant USERNAME"""

from academy.actions.applications import erase_applicant
from people.management.erasing import EraseCommand


class Command(EraseCommand):
    help = "Takes a person who asks for it out of all their applications; scores and decisions stay, without a name."

    def erase(self, person, now):
        erased = erase_applicant(person=person, now=now)
        return [f"Erased from {erased} application{'' if erased == 1 else 's'}."]
