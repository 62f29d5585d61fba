"""Who reviews the applications of a cohort."""

from django.db import transaction

from ..models import Application, Cohort, Reviewer
from ..rules.applying import check_can_be_reviewer


@transaction.atomic
def add_reviewer(*, cohort, person):
    """Make somebody a reviewer, under the lock that applicants wait for: nobody is both. Who is one already stays."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    applications = Application.objects.filter(cohort=cohort, person=person, withdrawn_at__isnull=True)
    check_can_be_reviewer(has_applied=applications.exists())
    reviewer, _is_new = Reviewer.objects.get_or_create(cohort=cohort, person=person)
    return reviewer
