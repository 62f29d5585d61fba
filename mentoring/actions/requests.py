"""Seeking a mentor: making a request, changing it, withdrawing it."""

from django.db import transaction

from academy.models import Cohort
from people.models import Person

from ..models import MentoringRequest, Proposal, WantedSkill
from ..rules import requests as rules
from .proposal_notices import tell
from .proposals import end, held_mentor, held_request, is_open, leave_drafts


def cohorts_of(person):
    """The cohorts in which a person has a seat."""
    seats = {"offers__answer": "accepted", "offers__application__person": person}
    return Cohort.objects.filter(**seats).distinct()


@transaction.atomic
def seek(*, person, cohort, area, skills, about, language, now):
    """Make a request, or answer the one that says the same where the form is sent twice. ValidationError."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one request, from however many windows
    standing = MentoringRequest.objects.standing().filter(person=person).in_place(cohort=cohort, area=area).first()
    if standing is not None and says(standing, skills, about):
        return standing
    is_member = cohort is not None and cohorts_of(person).filter(pk=cohort.pk).exists()
    rules.check_can_seek(cohort=cohort, is_member=is_member, has_open=standing is not None)
    rules.check_wants(skills)
    request = MentoringRequest(person=person, cohort=cohort, area=area, created_at=now)
    return keep(request, skills, about, language, now)


@transaction.atomic
def change(*, request, skills, about, language, now):
    """Write what is wanted anew; what a round proposed already stays as it is."""
    request = held_request(request.pk)
    rules.check_is_open(is_open=is_open(request))
    rules.check_wants(skills)
    return keep(request, skills, about, language, now)


def keep(request, skills, about, language, now):
    request.about, request.language, request.changed_at = about, language, now
    request.full_clean(exclude=["person", "cohort", "area"], validate_unique=False, validate_constraints=False)
    request.save()
    request.wanted_skills.all().delete()
    WantedSkill.objects.bulk_create(
        WantedSkill(request=request, skill=skill, rank=rank) for rank, skill in enumerate(skills, start=1)
    )
    return request


def says(request, skills, about):
    """Whether exactly this stands there already."""
    wanted = list(request.wanted_skills.order_by("rank").values_list("skill", flat=True))
    return wanted == [skill.pk for skill in skills] and request.about == request._meta.get_field("about").to_python(
        about
    )


@transaction.atomic
def withdraw(*, request, now):
    """Seek no more: open proposals end, the other side is told, and no round counts the person. Twice is once."""
    request = held_request(request.pk)
    if request.withdrawn_at:
        return request
    rules.check_is_open(is_open=is_open(request))
    return leave(request, now)


def leave(request, now):
    """Take a request that is held out of everything that still comes."""
    leave_drafts(request)
    for proposal in request.proposals.unanswered().order_by("mentor"):
        proposal.request, proposal.mentor = request, held_mentor(proposal.mentor_id)
        end(proposal, Proposal.Answer.WITHDRAWN, now)
        tell("proposal_withdrawn", proposal, [proposal.mentor.person])
    request.withdrawn_at = request.changed_at = now
    request.save(update_fields=["withdrawn_at", "changed_at"])
    return request
