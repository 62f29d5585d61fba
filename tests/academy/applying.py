"""What an applicant types, for tests of applications; and their pages in the role matrix and the walk through all."""

from datetime import timedelta

from django.utils import timezone

from people.models import Person
from tests.factories import LanguageFactory

from .factories import ApplicationFactory, CohortFactory, RegionFactory, published_cohort

ANSWERS = {"experience": "I taught **ten** people.", "sharing": "They taught others."}


def written(**changes):
    """What the actions ask for beside cohort, person and moment."""
    about = {
        "region": RegionFactory(slug="sub-saharan-africa"),
        "experience": "some",
        "language": LanguageFactory(),
        "identifying": "",
        "answers": ANSWERS,
        "changed_at": None,
    }
    return about | changes


def typed(**changes):
    """What the form sends; `answers` by slug."""
    about = written() | changes
    answers = about.pop("answers")
    region, changed_at = about.pop("region"), about.pop("changed_at")
    fields = {
        **about,
        "region": region.pk if region else "",
        "language": about["language"].pk,
        "changed_at": changed_at.isoformat() if changed_at else "",
    }
    return fields | {f"answer_{slug}": body for slug, body in answers.items()}


def doors(answers):
    """The rows of the role matrix: everybody reads a cohort, an application is its applicant's alone."""
    return {
        "academy:application": (["#own_application"], answers.AUTHOR, answers.MEMBERS_NO_FORM),
        "academy:apply": (["open-to-all"], answers.MEMBERS, answers.MEMBERS_FORM),
        "academy:apply unpublished": (["a-sketch"], answers.MEMBERS_NOBODY, answers.MEMBERS_NOBODY),
        "academy:cohort": (["open-to-all"], answers.EVERYBODY, answers.NO_FORM),
        "academy:cohort unpublished": (["a-sketch"], answers.NOBODY, answers.NO_FORM),
        "academy:cohorts": ([], answers.EVERYBODY, answers.NO_FORM),
        "academy:withdraw": (["#own_application"], answers.AUTHOR, answers.AUTHOR_LED_ON),
    }


def rows(author):
    """What those addresses name; the organizer of the scene leads the cohort of the desk's pages."""
    application = ApplicationFactory(cohort=published_cohort(slug="open-to-all"), person=author)
    sketch = CohortFactory(slug="a-sketch")
    sketch.organizers.add(*Person.objects.filter(username="organizer"))
    return {"#own_application": application.code, "#cohort": sketch.pk}


READERS = {
    "academy:cohorts": [],
    "academy:cohort": ["anywhere"],
    "academy:cohort closed": ["long-closed"],
    "academy:cohort later": ["opens-later"],
}
LEARNER = {
    "academy:cohort": ["anywhere"],
    "academy:apply": ["anywhere"],
    "academy:apply sent": ["already-sent"],
    "academy:apply later": ["opens-later"],
    "academy:application": ["#own_application"],
    "academy:withdraw": ["#own_application"],
}


def words(learner):
    """Cohorts in every state, one of them with an application whose names are taken out."""
    region = RegionFactory(slug="south-asia", name="South Asia")
    minimums = [{"region": region, "seats": 3}, {"experience": "new", "seats": 1}]
    published_cohort(slug="anywhere", closes_anywhere_on_earth=True, minimums=minimums, is_demonstration=True)
    published_cohort(slug="long-closed", closed=True)
    published_cohort(slug="opens-later", opens_at=timezone.now() + timedelta(days=2))
    sent = published_cohort(slug="already-sent")
    texts = {"experience": f"I am {learner.display_name}.", "sharing": "I taught **ten** people."}
    return {"#own_application": ApplicationFactory(cohort=sent, person=learner, answers=texts).code}
