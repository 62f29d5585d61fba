"""One of everything that a reviewer has: for the role matrix and for the walk through all pages."""

from people.models import Person

from .factories import AffiliateFactory, ApplicationFactory, ReviewFactory, published_cohort


def review_of(reviewer):
    """A review of a closed cohort for this person, and a sample to calibrate by; answers the review."""
    cohort = published_cohort(closed=True)
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True, sample_title="A first step")
    ReviewFactory(application=sample, reviewer=reviewer, levels={"experience": 2, "sharing": None})
    application = ApplicationFactory(cohort=cohort)
    ReviewFactory(application=application, levels={"experience": 0, "sharing": 3})
    return ReviewFactory(application=application, reviewer=reviewer, submitted_at=None)


def doors(answers):
    """The rows of the role matrix: a review is its reviewer's alone."""
    return {
        "academy:declare_conflict": (["#review"], answers.AUTHOR, answers.AUTHOR_LED_ON),
        "academy:review": (["#review"], answers.AUTHOR, answers.AUTHORS_FORM),
        "academy:reviews": ([], answers.MEMBERS, answers.MEMBERS_NOBODY),
    }


def rows(author):
    """What those addresses name; the organizer of the scene leads the cohort."""
    review = review_of(author)
    review.application.cohort.organizers.add(*Person.objects.filter(username="organizer"))
    return {"#review": review.pk, "#application": review.application_id, "#affiliate": AffiliateFactory().pk}


LEARNER = {
    "academy:reviews": [],
    "academy:review": ["#review"],
    "academy:review sample": ["#calibration"],
    "academy:declare_conflict": ["#review"],
}


def words(learner):
    """A review that waits for the learner, and a sample that the learner scored."""
    review = review_of(learner)
    sample = learner.reviews.of_samples().get(application__cohort=review.application.cohort)
    return {"#review": review.pk, "#calibration": sample.pk}
