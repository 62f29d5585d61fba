"""Taking a person out of the academy."""

from ..models import Certificate, Enrolment, Opportunity, SelfAssessment
from .applications import erase_applicant
from .enrolments import leave


def erase_learner(*, person, now):
    """Applications as in erase_applicant; seats go on, certificates and what one said of oneself go.

    Completed courses stay counted; they name nobody.
    """
    erase_applicant(person=person, now=now)
    standing = Enrolment.objects.standing().filter(person=person, completed_at__isnull=True).select_related("course")
    for enrolment in standing.order_by("course"):  # always held in one order
        leave(person=person, course=enrolment.course, now=now)
    SelfAssessment.objects.filter(person=person).delete()
    Certificate.objects.filter(person=person).delete()
    Opportunity.objects.filter(proposed_by=person).update(proposed_by=None)
