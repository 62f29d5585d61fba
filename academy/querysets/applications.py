"""Questions about applications, reviews and scores."""

from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Now

APART = 2  # levels between two reviewers that make a third one needed
THIRD = 3


def _number_of(reviews):
    """The number of reviews of each application, as a subquery that joins nothing."""
    rows = reviews.filter(application=OuterRef("pk")).order_by().values("application")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


class ApplicationQuerySet(models.QuerySet):
    def of_people(self):
        """Applications that are no samples to calibrate by."""
        return self.filter(is_sample=False)

    def standing(self):
        """Submitted by people and not withdrawn: those that are reviewed and ranked."""
        return self.of_people().filter(submitted_at__isnull=False, withdrawn_at__isnull=True)

    def drafts(self):
        """Begun by people, and neither sent nor withdrawn."""
        return self.of_people().filter(person__isnull=False, submitted_at__isnull=True, withdrawn_at__isnull=True)

    def samples(self):
        """What reviewers of a cohort calibrate by, in one order for all of them."""
        return self.filter(is_sample=True).order_by("pk")

    def unscored_by(self, person):
        """The samples that this person has not scored yet."""
        reviews = self.model.reviews.rel.related_model.objects.submitted()
        return self.samples().exclude(Exists(reviews.filter(application=OuterRef("pk"), reviewer=person)))

    def with_review_state(self):
        """Adds `assigned_reviews`, `submitted_reviews`, `reviewers_differ` and `needed_reviews`.

        Reviewers differ when their levels for one criterion lie APART levels or more from one another; then a third
        review is needed (academy.rules.reviewing says the same of levels that are at hand). What waits for somebody who
        is no reviewer of the cohort any more is not assigned.
        """
        reviews = self.model.reviews.rel.related_model.objects.all()
        scores = reviews.model.scores.rel.related_model.objects.given()
        levels = scores.filter(review__application=OuterRef("pk")).order_by().values("criterion")
        differing = levels.annotate(apart=Max("level") - Min("level")).filter(apart__gte=APART)
        least = F("cohort__least_reviews")
        return self.annotate(
            assigned_reviews=_number_of(reviews.counting()),
            submitted_reviews=_number_of(reviews.submitted()),
            reviewers_differ=Exists(differing),
        ).annotate(
            needed_reviews=Case(When(reviewers_differ=True, then=Greatest(least, Value(THIRD))), default=least),
        )

    def needing_reviewer(self):
        """From the deadline to the selection: standing applications with fewer reviewers than are needed."""
        undecided = self.standing().filter(cohort__selection__isnull=True, cohort__closes_at__lte=Now())
        return undecided.with_review_state().filter(assigned_reviews__lt=F("needed_reviews"))

    def with_differing_reviews(self):
        """Standing applications whose reviewers differ."""
        return self.standing().with_review_state().filter(reviewers_differ=True)

    def reviewed(self):
        """Standing applications with all the reviews that they need."""
        return self.standing().with_review_state().filter(submitted_reviews__gte=F("needed_reviews"))


class ReviewQuerySet(models.QuerySet):
    def submitted(self):
        return self.filter(submitted_at__isnull=False)

    def waiting(self):
        return self.filter(submitted_at__isnull=True)

    def counting(self):
        """What is submitted, and what waits for people who are reviewers still."""
        reviewers = self.model.application.field.related_model.cohort.field.related_model.reviewers.rel.related_model
        roles = reviewers.objects.filter(cohort=OuterRef("application__cohort"), person=OuterRef("reviewer"))
        return self.filter(Q(submitted_at__isnull=False) | Exists(roles))

    def of_people(self):
        """Reviews that count; those of samples are for calibration."""
        return self.filter(application__is_sample=False)

    def of_samples(self):
        return self.filter(application__is_sample=True)

    def with_score_counts(self):
        """Adds `score_count`: for how many criteria something was chosen so far."""
        return self.annotate(score_count=Count("scores"))

    def open_to(self, person, now):
        """The reviews whose page a person opens: the own ones.

        Of samples from the publication on; of applications from the deadline on, since they may change before. Who
        withdrew is no longer read.
        """
        samples = Q(application__is_sample=True, application__cohort__published_at__lte=now)
        closed = Q(application__is_sample=False, application__cohort__closes_at__lte=now)
        standing = Q(application__submitted_at__isnull=False, application__withdrawn_at__isnull=True)
        return self.counting().filter(samples | (closed & standing), reviewer=person)

    def visible_to(self, person, now):
        """The reviews whose scores a person may read.

        One's own; and of others what is submitted, for the cohort's organizers and for who reviewed the same
        application. Nobody reads others' scores while the own review waits, nor those of an application with which
        they have a conflict; when the selection is decided, organizers read all.
        """
        if not person.is_authenticated:
            return self.none()
        applications = self.model.application.field.related_model
        led = applications.cohort.field.related_model.objects.led_by(person)
        own = self.model.objects.filter(application=OuterRef("application"), reviewer=person)
        conflicts = applications.conflicts.rel.related_model.objects
        conflict = Exists(conflicts.filter(application=OuterRef("application"), person=person))
        may_read = Q(application__cohort__in=led.values("pk")) | Exists(own.submitted())
        decided = Q(application__cohort__selection__decided_at__lte=now)
        is_own = Q(application__person__isnull=False, application__person=person)
        unbiased = ~Exists(own.waiting()) & ~conflict & ~is_own
        return self.filter(Q(reviewer=person) | (Q(submitted_at__isnull=False) & may_read & (decided | unbiased)))


class ScoreQuerySet(models.QuerySet):
    def given(self):
        """Scores with a level; the others are not scored."""
        return self.filter(level__isnull=False, review__submitted_at__isnull=False)

    def visible_to(self, person, now):
        """The scores of the reviews that the person may read."""
        reviews = self.model.review.field.related_model.objects.visible_to(person, now)
        return self.filter(review__in=reviews.values("pk"))
