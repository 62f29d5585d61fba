"""Mentors as a reader finds them: what each of them shares with the reader, in ready strings."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.language_names import name_of
from people.models import SkillLevel

from .clocks import listed
from .models import WantedSkill
from .shared_hours import SharedHours

PLACES = ("free", "full", "away")


def wanted_by(person):
    """Keys of the skills that a person asks for, or says in the profile that they want to learn."""
    asked = WantedSkill.objects.filter(request__in=person.mentoring_requests.standing()).order_by()
    learn = person.skill_levels.filter(level=SkillLevel.Level.LEARN)
    return set(asked.values_list("skill", flat=True).union(learn.values_list("skill", flat=True)))


def place_of(mentor, today):
    """ "free", "full" or "away"; the mentor comes with the load."""
    if mentor.away_until and mentor.away_until >= today:
        return "away"
    return "free" if mentor.free > 0 else "full"


def mentor_rows(mentors, *, person, wants, today):
    """What `_mentor_row.html` shows of each; they come with their load, people and offered skills."""
    mentors = list(mentors)
    shared = SharedHours(person.pk, [mentor.person_id for mentor in mentors], today)
    return [_row(mentor, shared, wants, today) for mentor in mentors], shared.has_own_hours


def _row(mentor, shared, wants, today):
    hours = shared.said(mentor.person_id)
    return {
        "url": reverse("mentoring:mentor", args=[mentor.person.username]),
        "name": mentor.person.display_name,
        "place": place_of(mentor, today),
        "until": date_format(mentor.away_until) if mentor.away_until else "",
        "languages": languages_said(shared, mentor.person_id),
        "wanted": listed(titles(mentor, wants, is_wanted=True)),
        "others": listed(titles(mentor, wants, is_wanted=False)),
        "duration": hours.get("duration", ""),
        "blocks": hours.get("mine", ""),
        "is_demonstration": mentor.is_demonstration,
    }


def languages_said(shared, other):
    """The common languages, the ones that the other knows best first."""
    common = sorted(shared.languages(other).items(), key=lambda item: (-item[1], item[0]))
    return listed([name_of(code) or code for code, _level in common])


def titles(mentor, wants, *, is_wanted):
    """Titles of the skills that the mentor teaches and the reader wants, or does not."""
    return [_(row.skill.title) for row in mentor.offered_skills.all() if is_wanted_of(row, wants) is is_wanted]


def is_wanted_of(offered, wants):
    return offered.skill_id in wants and not offered.is_as_co_mentor
