"""The door of a day, in the role matrix and in the walk through all pages: tickets, scanning, the lists of the desk."""

from people.models import Person
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, RegistrationFactory

DESK, DESK_NO_FORM = "302 302 302 200 200", "302 302 302 405 405"
NOT_LED = "302 302 302 404 200"


def doors(answers):
    """The rows of the role matrix. The day is far away still, so that noting somebody is refused with a sentence."""
    pages = {"attendance": "422", "attendance_upload": "422"}
    return {
        "learning_days:ticket": (["#door_ticket"], "302 404 200 404 404", answers.MEMBERS_NO_FORM),
        "learning_days:scan": (["#door_ticket"], "302 404 302 200 200", "302 404 302 422 422"),
        "learning_days:scan not led": (["#closed_ticket"], "302 404 404 404 200", "302 404 404 404 422"),
        **{
            f"learning_days:{name}": (["#door_day"], DESK, f"302 302 302 {post} {post}") for name, post in pages.items()
        },
        **{
            f"learning_days:{name} not led": (["#closed_day"], NOT_LED, f"302 302 302 404 {post}")
            for name, post in pages.items()
        },
        "learning_days:attendance_sheet": (["#door_day"], DESK, DESK_NO_FORM),
        "learning_days:attendance_sheet not led": (["#closed_day"], NOT_LED, DESK_NO_FORM),
        "learning_days:attendance_csv": (["#door_day"], DESK, DESK_NO_FORM),
        "learning_days:attendance_csv not led": (["#closed_day"], NOT_LED, DESK_NO_FORM),
        "learning_days:edition_attendance": (["#door_edition"], DESK, DESK_NO_FORM),
        "learning_days:edition_attendance not led": (["#closed_edition"], NOT_LED, DESK_NO_FORM),
    }


def rows(author):
    """A day of an edition that the scene's organizer leads, with a seat of the author, and one that nobody leads."""
    day = DayFactory(edition=EditionFactory(title="A door"))
    day.edition.organizers.add(Person.objects.get(username="organizer"))
    closed = RegistrationFactory(day=DayFactory(), person=PersonFactory())
    return {
        "#door_ticket": RegistrationFactory(day=day, person=author).token,
        "#door_day": day.pk,
        "#door_edition": day.edition_id,
        "#closed_ticket": closed.token,
        "#closed_day": closed.day_id,
        "#closed_edition": closed.day.edition_id,
    }


READERS = {}
LEARNER = {"learning_days:ticket": ["#my_ticket"], "learning_days:ticket waiting": ["#my_place"]}
IN_THE_DESK = "a page of the desk: tests/journeys/test_attendance.py"
NO_PAGE = {
    "learning_days:scan": IN_THE_DESK,
    "learning_days:attendance": IN_THE_DESK,
    "learning_days:attendance_upload": IN_THE_DESK,
    "learning_days:attendance_sheet": IN_THE_DESK,
    "learning_days:edition_attendance": IN_THE_DESK,
    "learning_days:attendance_csv": "a file: tests/learning_days/test_attendance_files.py",
}


def words(learner):
    """The learner's tickets."""
    edition = EditionFactory(title="A door to open")
    seat = RegistrationFactory(day=DayFactory(edition=edition), person=learner)
    place = RegistrationFactory(day=DayFactory(), person=learner, seated_at=None)
    return {"#my_ticket": seat.token, "#my_place": place.token}
