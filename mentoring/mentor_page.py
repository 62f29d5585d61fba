"""What the page of one mentor shows to one reader."""

from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .mentor_rows import is_wanted_of, languages_said, place_of, wanted_by
from .models import MentoringRequest, Pairing
from .shared_hours import SharedHours
from .why_not import last_round_of


def offer_of(mentor, reader, today):
    """The mentor comes with load, person and language."""
    shared = SharedHours(reader.pk, [mentor.person_id], today)
    return {
        "mentor": mentor,
        "is_mine": mentor.person_id == reader.pk,
        "pair": Pairing.objects.active().filter(mentor=mentor, mentee=reader).first(),
        "place": place_of(mentor, today),
        "until": date_format(mentor.away_until) if mentor.away_until else "",
        "skill_groups": _skills(mentor, wanted_by(reader)),
        "areas": mentor.areas.order_by("name"),
        "regions": mentor.regions.order_by("name"),
        "languages": languages_said(shared, mentor.person_id),
        "has_own_hours": shared.has_own_hours,
        "hours": shared.said(mentor.person_id),
        "asked": asked_in_a_round(reader),
    }


def asked_in_a_round(reader):
    """The reader's newest standing request, when a published round had it in; else None."""
    request = MentoringRequest.objects.standing().filter(person=reader).order_by("-pk").first()
    return request if request and last_round_of(request) else None


def _skills(mentor, wants):
    """[(group's title, [{title, is_wanted, is_as_co_mentor}])] in the order of the lists."""
    rows = mentor.offered_skills.select_related("skill__group")
    rows = rows.order_by("skill__group__position", "skill__position", "skill__pk")
    return [
        (_(group.title), [_skill(row, wants) for row in offered])
        for group, offered in groupby(rows, key=lambda row: row.skill.group)
    ]


def _skill(row, wants):
    return {
        "title": _(row.skill.title),
        "is_wanted": is_wanted_of(row, wants),
        "is_as_co_mentor": row.is_as_co_mentor,
    }
