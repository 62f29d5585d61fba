"""The pages of the selection in the role matrix and in the walk through all."""

from academy.models import Decision
from people.models import Person

from .factories import ApplicationFactory, RegionFactory, ReviewFactory, published_cohort
from .rounds import decided, offered, reviewed


def doors(answers):
    """The rows of the role matrix: everybody reads a ledger, an offer is its applicant's alone."""
    return {
        "academy:answer_offer": (["#offer"], answers.AUTHOR, answers.AUTHORS_FORM),
        "academy:bundle": (["all-told"], answers.EVERYBODY, answers.NO_FORM),
        "academy:bundle untold": (["open-to-all"], answers.NOBODY, answers.NO_FORM),
        "academy:ledger": (["all-told"], answers.EVERYBODY, answers.NO_FORM),
        "academy:ledger unpublished": (["a-sketch"], answers.NOBODY, answers.NO_FORM),
        "academy:ledger untold": (["open-to-all"], answers.EVERYBODY, answers.NO_FORM),
        "academy:ledger_csv": (["all-told"], answers.EVERYBODY, answers.NO_FORM),
        "academy:ledger_csv untold": (["open-to-all"], answers.NOBODY, answers.NO_FORM),
    }


def rows(author):
    """A cohort whose results are told; the author is offered the one seat. The organizer of the scene leads it."""
    cohort = published_cohort(slug="all-told", closed=True, capacity=1)
    reviewed(cohort, 4, person=author)
    for _ in range(5):
        reviewed(cohort, 2)
    cohort.organizers.add(*Person.objects.filter(username="organizer"))
    offer = offered(cohort)[0]
    return {"#offer": offer.pk, "#decision": Decision.objects.get(application=offer.application).pk}


READERS = {"academy:ledger": ["all-told"], "academy:ledger untold": ["not-told"]}
LEARNER = {
    "academy:answer_offer": ["#offer"],
    "academy:application offered": ["#offered"],
    "academy:application declined": ["#declined"],
    "academy:application waiting": ["#waiting"],
    "academy:ledger": ["all-told"],
}
NO_PAGE = {"academy:bundle": "a file", "academy:ledger_csv": "a file"}


def words(learner):
    """Told cohorts in which the learner is offered a seat, waits, or is declined; and one that is not told."""
    offer = offered(_round("all-told", learner, 4))[0]
    decided(_round("waits", learner, 2))
    decided(_round("not-chosen", learner, 1, waiting_places=3))
    published_cohort(slug="not-told", closed=True)
    codes = Decision.objects.filter(application__person=learner)
    by_cohort = dict(codes.values_list("application__cohort__slug", "application__code"))
    return {
        "#offer": offer.pk,
        "#offered": by_cohort["all-told"],
        "#waiting": by_cohort["waits"],
        "#declined": by_cohort["not-chosen"],
    }


def _round(slug, learner, level, **fields):
    """Twelve from two regions apply for five seats, two of which are kept; the learner has this level."""
    kept = RegionFactory(slug="central-asia", name="Central Asia")
    minimums = [{"region": kept, "seats": 2}]
    cohort = published_cohort(slug=slug, closed=True, capacity=5, minimums=minimums, **fields)
    for number in range(10):
        reviewed(cohort, 3 - number % 3, region="central-asia" if number % 2 else "sub-saharan-africa")
    application = ApplicationFactory(cohort=cohort, person=learner)
    ReviewFactory(application=application, levels={"experience": level, "sharing": None}, note="Tell **more**.")
    ReviewFactory(application=application, levels={"experience": level, "sharing": level})
    return cohort
