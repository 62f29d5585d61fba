"""A mentor takes another one into a pairing, when that one and the mentee agree."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import CoMentorInvitation, Exclusion, Mentor, OfferedSkill
from ..rules import pairings as rules
from .pairing_notices import tell
from .pairings import held, note_sign
from .proposals import held_request

Answer = CoMentorInvitation.Answer


def candidates(pairing):
    """Mentors with a free place who begin as co-mentors in a skill that is wanted here, or that the mentor teaches."""
    ours = [pairing.mentee_id, pairing.mentor.person_id]
    avoided = Exclusion.objects.filter(person__in=ours).values("other")
    avoiding = Exclusion.objects.filter(other__in=ours).values("person")
    fits = Q(skill__in=pairing.mentor.offered_skills.values("skill"))
    fits |= Q(skill__in=pairing.request.wanted_skills.values("skill"))
    beginning = OfferedSkill.objects.filter(fits, is_as_co_mentor=True)
    found = Mentor.objects.active().filter(pk__in=beginning.values("mentor")).exclude(person__in=ours)
    found = found.exclude(person__in=avoided).exclude(person__in=avoiding)
    return found.with_load().filter(free__gte=1).select_related("person").order_by("person__display_name", "pk")


@transaction.atomic
def invite(*, pairing, mentor, now, person=None):
    """Ask a co-mentor and the mentee; answers the question, the one that stands where it is put twice.

    `person`: who asks, the mentor or an organizer; only the mentor's question is a sign of life.
    """
    held_request(pairing.request_id)
    pairing = held(pairing)
    standing = pairing.invitations.filter(answer="").first()
    if standing is not None and standing.mentor_id == mentor.pk:
        return standing
    mentor = candidates(pairing).filter(pk=mentor.pk).first()
    rules.check_can_invite(pairing, is_asked=standing is not None, free=mentor.free if mentor else 0)
    note_sign(pairing, person or pairing.mentor.person, now)
    asked = CoMentorInvitation.objects.create(pairing=pairing, mentor=mentor, asked_at=now)
    tell([mentor.person, pairing.mentee], "co_mentor_asked", asked, asked.pk)
    return asked


def agree(*, invitation, person, now):
    """Say yes, as the co-mentor or as the mentee; answers the question. With the second yes the co-mentor joins."""
    try:
        return _agree(invitation, person, now)
    except IntegrityError as refusal:
        said = {
            "pairing_within_capacity": _("The co-mentor has no free place any more."),
            "pairing_excludes_nobody": _("This question is no longer open."),
            "pair_excludes_nobody": _("This question is no longer open."),
        }.get(refusal.__cause__.diag.constraint_name)
        if said is None:
            raise
        raise ValidationError(said, code="full") from None


@transaction.atomic
def _agree(invitation, person, now):
    invitation, pairing = _held(invitation)
    if invitation.answer == Answer.JOINED:
        return invitation
    _check_open(invitation, pairing)
    if person.pk == pairing.mentee_id:
        invitation.mentee_agreed_at = invitation.mentee_agreed_at or now
    if person.pk == invitation.mentor.person_id:
        invitation.mentor_agreed_at = invitation.mentor_agreed_at or now
    if invitation.mentee_agreed_at and invitation.mentor_agreed_at:
        invitation.answer, invitation.answered_at = Answer.JOINED, now
        pairing.co_mentor = invitation.mentor
        pairing.save(update_fields=["co_mentor"])
        _tell_of_answer(invitation, pairing, person)
    invitation.save()
    return invitation


@transaction.atomic
def decline(*, invitation, person, now):
    """Say no, or take the question back as the mentor who asked; answers it."""
    invitation, pairing = _held(invitation)
    if invitation.answer:
        return invitation
    is_own = person.pk == pairing.mentor.person_id
    invitation.answer, invitation.answered_at = (Answer.WITHDRAWN if is_own else Answer.DECLINED), now
    invitation.save(update_fields=["answer", "answered_at"])
    _tell_of_answer(invitation, pairing, person)
    return invitation


def _held(invitation):
    """The question and its pairing; the rows of the request, of both mentors, and of the pairing are held."""
    held_request(invitation.pairing.request_id)
    mentors = [invitation.mentor_id, invitation.pairing.mentor_id]
    list(Mentor.objects.filter(pk__in=mentors).order_by("pk").select_for_update(no_key=True))
    pairing = held(invitation.pairing)
    found = CoMentorInvitation.objects.select_related("mentor__person").get(pk=invitation.pk)
    found.pairing = pairing
    return found, pairing


def _check_open(invitation, pairing):
    rules.check_runs(pairing)
    mentor, ours = invitation.mentor, [pairing.mentee_id, pairing.mentor.person_id]
    is_gone = mentor.stopped_at or not mentor.person.is_active
    avoids = Exclusion.objects.filter(Q(person=mentor.person, other__in=ours) | Q(other=mentor.person, person__in=ours))
    if invitation.answer or is_gone or avoids.exists():
        raise ValidationError(_("This question is no longer open."), code="answered")


def _tell_of_answer(invitation, pairing, person):
    """Everybody of the three hears, but who has just answered."""
    people = [pairing.mentee, pairing.mentor.person, invitation.mentor.person]
    tell([one for one in people if one.pk != person.pk], "co_mentor_answered", invitation, invitation.pk)
