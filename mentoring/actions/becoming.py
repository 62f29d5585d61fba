"""A learner becomes a mentor."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import Person

from ..learnt import learnt_by
from ..models import Mentor, OfferedSkill, Pairing
from ..rules.becoming import FIRST_CAPACITY


@transaction.atomic
def become_mentor(*, person, skills, language, now):
    """Offer skills (ids) that the person learnt here; answers the mentor, with one place where there was none before.

    They begin as a co-mentor's, unless the person has finished a pairing already. What is offered already stays.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one offer, from however many windows
    mentor = Mentor.objects.select_for_update(no_key=True, of=("self",)).filter(person=person).first()
    learnt = [row for row in learnt_by(person) if row.skill in skills]
    if not learnt:
        return _standing(mentor)
    mentor = mentor or Mentor(person=person, capacity=FIRST_CAPACITY, language=language, created_at=now)
    mentor.stopped_at, mentor.changed_at = None, now
    mentor.full_clean()
    mentor.save()
    is_as_co_mentor = not has_finished(person)
    rows = [
        OfferedSkill(
            mentor=mentor, skill_id=row.skill, course_id=row.course, is_as_co_mentor=is_as_co_mentor, added_at=now
        )
        for row in learnt
    ]
    OfferedSkill.objects.bulk_create(rows, ignore_conflicts=True)
    return mentor


def _standing(mentor):
    """The offer that stands, where the form came twice; else something must be chosen."""
    if mentor is None or mentor.stopped_at:
        raise ValidationError({"skills": _("Choose at least one skill.")}, code="none")
    return mentor


def has_finished(person):
    """Whether a person has finished a pairing as mentor or co-mentor: who did teaches alone."""
    mine = Q(mentor__person=person) | Q(co_mentor__person=person)
    return Pairing.objects.ended().filter(mine, ending=Pairing.Ending.FINISHED).exists()
