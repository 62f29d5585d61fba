"""Inviting people to apply to a cohort, each of them once."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from notices.actions.planning import plan
from notices.models import Notice

from ..models import Cohort
from ..rules import invitations as rules

KIND = "cohort_invitation"


@transaction.atomic
def invite(*, cohort, person, now):
    """Write one invitation, or raise ValidationError; of two organizers at once, one invites."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    rules.check_can_invite(cohort, now)
    rules.check_can_be_invited(person, is_invited=person.pk in invited_to(cohort))
    plan(kind=KIND, recipient_id=person.pk, subject=cohort, key=f"invitation:{cohort.pk}")


def invited_to(cohort):
    """The keys of the people who were invited."""
    about = {"subject_type": ContentType.objects.get_for_model(Cohort), "subject_id": cohort.pk}
    return set(Notice.objects.filter(kind=KIND, **about).values_list("recipient_id", flat=True))
