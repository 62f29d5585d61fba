"""Conflicts of interest that the site finds by what it knows."""

from django.conf import settings
from django.utils.module_loading import import_string

from people.models import Person

from ..models import Conflict, Review

Reason = Conflict.Reason


def note_conflicts(applications, reviewers):
    """Write down who must not review which of the applications, and set their reviews aside, submitted ones too.

    `reviewers`: ids of people; whoever reviews one of the applications is looked at as well. Called with the cohort
    held and before its selection. The history keeps what was set aside, and why.
    """
    applicants = {application.person_id: application.pk for application in applications if application.person_id}
    reviews = list(Review.objects.filter(application__in=applications))
    people = {*reviewers, *(review.reviewer_id for review in reviews)}
    found = {(applicants[person], reviewer): reason for (reviewer, person), reason in _pairs(people, applicants)}
    for review in reviews:
        if reason := found.get((review.application_id, review.reviewer_id)):
            review._change_reason = str(reason.value)
            review.delete()
    rows = [Conflict(application_id=one, person_id=other, reason=reason) for (one, other), reason in found.items()]
    Conflict.objects.bulk_create(rows, ignore_conflicts=True)


def in_conflict(reviews):
    """The applications (ids) of one cohort that one of these reviews must not speak of, by what is known now."""
    found = reviews.filter(application__person__isnull=False, application__withdrawn_at__isnull=True)
    rows = list(found.values_list("application", "application__person", "reviewer"))
    applicants = {person: application for application, person, _reviewer in rows}
    barred = {pair for pair, _reason in _pairs({reviewer for *_ids, reviewer in rows}, applicants)}
    return {application for application, person, reviewer in rows if (reviewer, person) in barred}


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
