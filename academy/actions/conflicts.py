"""Conflicts of interest that the site finds by what it knows."""

from django.conf import settings
from django.utils.module_loading import import_string

from people.models import Person

from ..models import Conflict, Review

Reason = Conflict.Reason


def note_conflicts(applications, reviewers):
    """Write down who must not review which of the applications, and take back what they had not submitted.

    `reviewers`: ids of people. Called with the cohort held; a review that is submitted stays.
    """
    applicants = {application.person_id: application.pk for application in applications if application.person_id}
    found = {(applicants[person], reviewer): reason for (reviewer, person), reason in _pairs(reviewers, applicants)}
    reviews = Review.objects.filter(application__in=applications, reviewer__in=reviewers)
    for review in reviews:
        if reason := found.get((review.application_id, review.reviewer_id)):
            if review.submitted_at:
                del found[review.application_id, review.reviewer_id]
            else:
                review._change_reason = str(reason.value)
                review.delete()
    rows = [Conflict(application_id=one, person_id=other, reason=reason) for (one, other), reason in found.items()]
    Conflict.objects.bulk_create(rows, ignore_conflicts=True)


def _pairs(reviewers, applicants):
    """((reviewer, applicant), reason) for each conflict that the site knows of."""
    yield from (((person, person), Reason.OWN) for person in applicants.keys() & set(reviewers))
    members = Person.affiliates.through.objects.filter(person__in=reviewers, affiliate__people__in=applicants.keys())
    for pair in members.values_list("person", "affiliate__people"):
        if pair[0] != pair[1]:
            yield pair, Reason.AFFILIATE
    for path in settings.CONFLICT_FINDERS:
        for pair in import_string(path)(list(reviewers), list(applicants)):
            yield tuple(pair), Reason.MENTOR_PAIR
