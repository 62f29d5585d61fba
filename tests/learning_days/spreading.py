"""Reports from home, in the role matrix and in the walk through all pages; and rows of them for tests."""

from datetime import timedelta

from django.utils import timezone

from learning_days.models import Release, SharingTeacher
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, PledgeFactory, SharingFactory, placed

HIDDEN = {"hidden_at": timezone.now(), "hidden_because": "Not from home."}


def edition_held(**fields):
    """A published edition that is over."""
    edition = EditionFactory(**fields)
    over = timezone.now() - timedelta(days=20)
    DayFactory(edition=edition, date=over.date())
    return edition


def released(edition, **fields):
    """A workshop of an edition that stands in its newest release."""
    workshop = placed(edition.days.get(), 10, **fields)
    number = edition.releases.count() + 1
    before = edition.releases.order_by("-number").first()
    rows = [*(before.content["workshops"] if before else []), row_of(workshop)]
    Release.objects.create(edition=edition, number=number, content={"workshops": rows})
    return workshop


def row_of(workshop, status="confirmed"):
    """A workshop as releases hold it."""
    return {
        "id": workshop.pk,
        "sequence": 1,
        "status": status,
        "reason": "",
        "title": workshop.title,
        "lang": "en",
        "summary_html": "",
        "language": workshop.language.code,
        "day": workshop.day_id,
        "room": workshop.room_id,
        "room_name": workshop.room.name,
        "starts_at": workshop.starts_at.isoformat(),
        "ends_at": workshop.ends_at.isoformat(),
        "leads": [],
        "capacity": 30,
        "course": workshop.course_id,
        "finding": workshop.finding_id,
        "idea": workshop.idea_id,
    }


def typed(**fields):
    """What somebody types who reports in a minute; `language` names one that exists."""
    return {
        "title": "An afternoon on asking",
        "held_on": timezone.localdate().isoformat(),
        "place": "Thiès",
        "language": "wo",
        "people": "12",
        "people_known": "",
        "lang": "",
        **fields,
    }


def doors(answers):
    """The rows of the role matrix."""
    file = (answers.EVERYBODY, answers.NO_FORM)
    own = (answers.AUTHOR, answers.AUTHORS_FORM)
    return {
        "learning_days:sharings": ([], *file),
        "learning_days:sharings_csv": ([], *file),
        "learning_days:sharings_json": ([], *file),
        "learning_days:sharings_feed": ([], *file),
        "learning_days:spread": (["#spread_edition"], *file),
        "learning_days:spread draft": (["#draft_spread"], answers.NOBODY, answers.NO_FORM),
        "learning_days:sharing": (["#home_report"], *file),
        "learning_days:sharing hidden": (["#own_hidden_report"], answers.AUTHOR_UNASKED, answers.NO_FORM),
        "learning_days:new_sharing": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "learning_days:edit_sharing": (["#home_report"], *own),
        "learning_days:edit_sharing hidden": (["#own_hidden_report"], *own),
        "learning_days:answer_teaching": (["#asked_report"], answers.MEMBERS_NO_FORM, answers.AUTHOR_LED_ON),
    }


def rows(author):
    """What those addresses name."""
    edition = edition_held()
    report = SharingFactory(person=author, edition=edition, text="It **went** well.")
    asked = SharingTeacher.objects.create(sharing=SharingFactory(), person=author)
    return {
        "#asked_report": asked.sharing_id,
        "#home_report": report.pk,
        "#sharing": report.pk,  # at the desk
        "#own_hidden_report": SharingFactory(person=author, **HIDDEN).pk,
        "#spread_edition": edition.slug,
        "#draft_spread": EditionFactory(published_at=None).slug,
    }


READERS = {
    "learning_days:sharings": [],
    "learning_days:sharings ?q=nothing": [],
    "learning_days:sharing": ["#spread_report"],
    "learning_days:spread": ["#spread_edition"],
}
LEARNER = {
    "learning_days:sharings": [],
    "learning_days:sharing": ["#spread_report"],
    "learning_days:sharing hidden": ["#own_hidden_report"],
    "learning_days:sharing asked": ["#asked_report"],
    "learning_days:new_sharing": [],
    "learning_days:new_sharing ?from=1": [],
    "learning_days:edit_sharing": ["#spread_report"],
}
NO_PAGE = {
    "learning_days:answer_teaching": "takes a form",
    **dict.fromkeys(
        ["learning_days:sharings_csv", "learning_days:sharings_json", "learning_days:sharings_feed"],
        "a file: tests/learning_days/test_sharing_data.py",
    ),
}


def words(learner):
    """What those pages name: three generations, in which the learner stands first."""
    edition = edition_held()
    workshop = released(edition)
    pledge = PledgeFactory(edition=edition, person=learner, is_public=True)
    first = SharingFactory(person=learner, pledge=pledge, edition=edition, workshop=workshop, text="It **went** well.")
    second = SharingFactory(before=first)
    SharingFactory(before=second)
    SharingTeacher.objects.create(sharing=first, name="Awa")
    SharingTeacher.objects.create(sharing=first, person=PersonFactory(), agreed_at=timezone.now())
    SharingTeacher.objects.create(sharing=second, person=learner)
    return {
        "#spread_report": first.pk,
        "#asked_report": second.pk,
        "#own_hidden_report": SharingFactory(person=learner, **HIDDEN).pk,
        "#spread_edition": edition.slug,
    }
