"""What a person has in mentoring, as rows in ready strings: proposals to answer, pairs, requests."""

from django.db.models import Exists, Max, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .clocks import listed
from .models import MentoringRequest, Pairing, Proposal, WantedSkill


def proposals_to_answer(person, now):
    """Those that wait for this person's yes or no, the one that ends first at the top."""
    unsaid = Q(request__person=person, mentee_accepted_at__isnull=True)
    unsaid |= Q(mentor__person=person, mentor_accepted_at__isnull=True)
    waiting = Proposal.objects.visible_to(person).open_at(now).filter(unsaid)
    waiting = waiting.select_related("request__person", "request__cohort__language", "request__area", "mentor__person")
    wanted = WantedSkill.objects.select_related("skill").order_by("rank")
    waiting = waiting.prefetch_related(Prefetch("request__wanted_skills", wanted)).order_by("expires_at", "pk")
    return [_proposal(row, person) for row in waiting]


def _proposal(row, person):
    is_mentor = row.mentor.person_id == person.pk
    wanted = [_(wish.skill.title) for wish in row.request.wanted_skills.all()]
    return {
        "url": row.get_absolute_url(),
        "is_mentor": is_mentor,
        "is_asked": row.origin == Proposal.Origin.ASKED,
        "other": row.request.person if is_mentor else row.mentor.person,
        "wanted": listed(wanted) if wanted else "",
        **_place(row.request),
        "deadline": date_format(timezone.localtime(row.expires_at), "DATETIME_FORMAT"),
        "iso": row.expires_at.isoformat(),
    }


def pairs_of(person):
    """Pairs that run, with the mentor's last sign and the last meeting."""
    pairs = (
        Pairing.objects.active().of(person).with_people().select_related("request__cohort__language", "request__area")
    )
    return [_pair(pair, person) for pair in pairs.annotate(met_on=Max("meetings__held_on")).newest_first()]


def _pair(pair, person):
    is_mentee = pair.mentee_id == person.pk
    return {
        "url": pair.get_absolute_url(),
        "other": pair.mentor.person if is_mentee else pair.mentee,
        "role": "mentee" if is_mentee else "mentor" if pair.mentor.person_id == person.pk else "co_mentor",
        "sign": date_format(timezone.localtime(pair.mentor_sign_at)),
        "met": date_format(pair.met_on) if pair.met_on else "",
        "ends": date_format(pair.ends_on),
        **_place(pair.request),
    }


def requests_of(person):
    """Open requests, that is without a mentor."""
    unanswered = Proposal.objects.unanswered().filter(request=OuterRef("pk"))
    rows = MentoringRequest.objects.open().filter(person=person).annotate(is_waiting=Exists(unanswered))
    rows = rows.select_related("cohort__language", "area").order_by("-pk")
    return [
        {"url": reverse("mentoring:request", args=[row.pk]), "is_waiting": row.is_waiting, **_place(row)}
        for row in rows
    ]


def _place(request):
    """Where a request was made: the cohort in its language, or the area in that of the page."""
    if request.cohort:
        return {"place": request.cohort.title, "lang": request.cohort.language.code}
    return {"place": _(request.area.name), "lang": ""}
