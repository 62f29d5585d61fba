"""What people hear of a pair at work: a time to meet, how it goes, a silent mentor, a co-mentor, and the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..actions.silence import still_here_token
from ..slots import moment_said

WITHDRAWN = Notice.Reason.WITHDRAWN
PEOPLE = ("mentee", "mentor__person", "co_mentor__person")
THROUGH_PAIRING = tuple(f"pairing__{name}" for name in PEOPLE)


def pair_of(subject):
    """The pairing that a notice speaks of, itself or through its check-in, concern or question."""
    return getattr(subject, "pairing", subject)


def own_page(notice, subject):
    return pair_of(subject).get_absolute_url()


def is_of_pair(notice, subject):
    pairing = pair_of(subject)
    mentors = [mentor.person_id for mentor in (pairing.mentor, pairing.co_mentor) if mentor]
    return notice.recipient_id in (pairing.mentee_id, *mentors)


def is_asked(notice, invitation):
    """Somebody who is asked to join is not one of the pair yet."""
    return notice.recipient_id == invitation.mentor.person_id or is_of_pair(notice, invitation)


def may_know(notice, subject):
    """Organizers are told that something was said, never what."""
    return not is_of_pair(notice, subject)


def withdrawn_if_over(notice, pairing):
    """Nothing is planned in a pairing that ended, or with somebody who left it."""
    return WITHDRAWN if pair_of(pairing).ended_at or not is_of_pair(notice, pairing) else ""


def withdrawn_if_moved(notice, pairing):
    return withdrawn_if_over(notice, pairing) if pairing.meets_at else WITHDRAWN


def withdrawn_if_answered(notice, check_in):
    return WITHDRAWN if check_in.answered_at else withdrawn_if_over(notice, check_in)


def withdrawn_if_heard(notice, pairing):
    """A sign of life came meanwhile."""
    return withdrawn_if_over(notice, pairing) if pairing.nudged_at else WITHDRAWN


def withdrawn_if_decided(notice, invitation):
    return WITHDRAWN if invitation.answer or invitation.pairing.ended_at else ""


def withdrawn_if_settled(notice, row):
    return WITHDRAWN if row.settled_at else ""


def with_people(notice, subject):
    """`mentee`, `mentor`, `is_mentee` and `other`: the one of the two whom the reader works with."""
    pairing = pair_of(subject)
    mentee, mentor = pairing.mentee, pairing.mentor.person
    is_mentee = notice.recipient_id == mentee.pk
    people = {"mentee": mentee, "mentor": mentor, "is_mentee": is_mentee, "other": mentor if is_mentee else mentee}
    return {**people, "pairing": pairing}


def with_time(notice, pairing):
    """The time on the reader's clock."""
    moment = moment_said(pairing.meets_at, notice.recipient.time_zone)
    return {**with_people(notice, pairing), "moment": moment, "zone": str(notice.recipient.time_zone)}


def with_co_mentor(notice, invitation):
    co_mentor = invitation.mentor.person
    return {
        **with_people(notice, invitation),
        "co_mentor": co_mentor,
        "is_co_mentor": notice.recipient_id == co_mentor.pk,
        "has_joined": invitation.answer == "joined",
    }


def check_in_page(notice, check_in):
    return reverse("mentoring:check_in", args=[check_in.pk])


def still_here_page(notice, pairing):
    return reverse("mentoring:still_here", args=[still_here_token(pairing)])


def change_page(notice, pairing):
    return reverse("mentoring:change_mentor", args=[pairing.pk])


def invitation_page(notice, invitation):
    return reverse("mentoring:co_mentor", args=[invitation.pk])


def offer_page(notice, pairing):
    return reverse("mentoring:become_mentor")


def on_desk(notice, row):
    return reverse(f"admin:mentoring_{row._meta.model_name}_change", args=[row.pk])


def kind(name, label, *, url=own_page, check=withdrawn_if_over, context=with_people, can_choose=False, **more):
    more = {"may_read": is_of_pair, "related": PEOPLE} | more
    template = f"mentoring/mail/{name}"
    return Kind(
        name=name, label=label, template=template, url=url, check=check, context=context, can_choose=can_choose, **more
    )


IN_PAIRING = {"related": THROUGH_PAIRING}
QUESTION = {"related": (*THROUGH_PAIRING, "mentor__person"), "may_read": is_asked, "context": with_co_mentor}
TO_ORGANIZERS = {"related": THROUGH_PAIRING, "may_read": may_know, "url": on_desk, "check": withdrawn_if_settled}

KINDS = [
    kind("pairing_time", _("My pair has a time to meet"), check=withdrawn_if_moved, context=with_time, can_choose=True),
    kind(
        "check_in",
        _("How does my pairing go?"),
        url=check_in_page,
        check=withdrawn_if_answered,
        can_choose=True,
        **IN_PAIRING,
    ),
    kind("mentor_nudge", _("Somebody waits for a sign of me"), url=still_here_page, check=withdrawn_if_heard),
    kind("mentor_silent", _("My mentor is silent"), url=change_page, check=withdrawn_if_heard),
    kind("pairing_ended", _("A pairing of mine has ended"), check=lambda notice, pairing: ""),
    kind(
        "co_mentor_asked",
        _("A question about a co-mentor"),
        url=invitation_page,
        check=withdrawn_if_decided,
        **QUESTION,
    ),
    kind("co_mentor_answered", _("The answer about a co-mentor"), check=lambda notice, row: "", **QUESTION),
    kind("co_mentor_left", _("A co-mentor left my pairing")),
    kind("skills_stand", _("I can mentor alone from now on"), url=offer_page, check=lambda notice, pairing: ""),
    kind("pairing_concern", _("Organizers: somebody tells of a concern"), **TO_ORGANIZERS),
    kind("check_in_help", _("Organizers: a pair asks for help"), **TO_ORGANIZERS),
]
