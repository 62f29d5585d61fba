"""What fits to what a person wants to learn and can teach: courses, sessions and people, each with its reason."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notices.templatetags.letters import isolated
from people.models import Person, SkillLevel

from .course_rows import course_rows, session_rows
from .models import Course, Enrolment, Session
from .querysets.people import partners

MOST = 6  # of each kind: a page to choose from, not a list to search


def suggestions_for(person, now):
    """{what the page shows}: the person's skills, and the courses, sessions and people that fit to them."""
    learn, teach = skills_of(person)
    return {
        "learn": [_(skill.title) for skill in learn.values()],
        "teach": [_(skill.title) for skill in teach.values()],
        "courses": courses_for(person, learn, now),
        "sessions": sessions_for(learn, now),
        "teachers": people_for(person, learn, SkillLevel.Level.TEACH, _can_teach),
        "learners": people_for(person, teach, SkillLevel.Level.LEARN, _wants_to_learn),
    }


def skills_of(person):
    """({key: skill} that the person wants to learn, {key: skill} that the person can teach)."""
    held = {SkillLevel.Level.LEARN: {}, SkillLevel.Level.TEACH: {}, SkillLevel.Level.PRACTISE: {}}
    rows = person.skill_levels.select_related("skill").order_by("skill__group__position", "skill__position", "pk")
    for row in rows:
        held[row.level][row.skill_id] = row.skill
    return held[SkillLevel.Level.LEARN], held[SkillLevel.Level.TEACH]


def courses_for(person, learn, now):
    """Courses that teach what the person wants to learn and is in none of, those with most of it first."""
    own = Enrolment.objects.standing().filter(person=person).values("course")
    found = Course.objects.published_at(now).teaching(learn).exclude(pk__in=own)
    found = found.defer("body", "body_html").with_row(now).by_fit(learn)[:MOST]
    return [
        {**row, "reason": _teaches(titles_of(course.skills.all(), learn))}
        for course, row in zip(found, course_rows(found), strict=True)
    ]


def sessions_for(learn, now):
    """Sessions to come in courses that teach what the person wants to learn, the next one first."""
    taught = Course.objects.published_at(now).teaching(learn)
    coming = Session.objects.to_come(now).filter(course__in=taught, starts_at__gt=now)
    coming = coming.select_related("course__language", "language").prefetch_related("course__skills").in_order()[:MOST]
    return [
        {**row, "reason": _taught_in(titles_of(session.course.skills.all(), learn), session.course)}
        for session, row in zip(coming, session_rows(coming, now, with_links=False), strict=True)
    ]


def people_for(person, skills, level, say):
    """People who show that they are at `level` in one of the skills, with the languages that both speak."""
    own = set(person.language_levels.spoken().values_list("language", flat=True))
    found = partners(person, skills, level).prefetch_related("skill_levels__skill", "language_levels__language")
    return [
        {
            "person": other,
            "reason": say(titles_of((row.skill for row in other.skill_levels.all() if row.level == level), skills)),
            "languages": _in_common(other, own),
        }
        for other in found[:MOST]
    ]


def titles_of(held, wanted):
    """The titles of the skills that are among the wanted ones, as one enumeration, and their number."""
    titles = [_(skill.title) for skill in held if skill.pk in wanted]
    return get_text_list(titles, _("and")), len(titles)


def _in_common(other, own):
    """The languages that both speak, as far as the other shows them."""
    if Person.Shown.LANGUAGES not in other.shown:
        return []
    spoken = [row.language for row in other.language_levels.all() if row.level > "0" and row.language_id in own]
    return sorted(spoken, key=lambda language: language.code)


def _teaches(titles):
    skills, number = titles
    said = ngettext(
        "You want to learn: %(skills)s. This course teaches it.",
        "You want to learn: %(skills)s. This course teaches them.",
        number,
    )
    return said % {"skills": skills}


def _taught_in(titles, course):
    said = _("You want to learn: %(skills)s. The course “%(course)s” teaches that.")
    return said % {"skills": titles[0], "course": isolated(course.title)}


def _can_teach(titles):
    return _("You want to learn: %(skills)s. This person can teach that.") % {"skills": titles[0]}


def _wants_to_learn(titles):
    return _("You can teach: %(skills)s. This person wants to learn that.") % {"skills": titles[0]}
