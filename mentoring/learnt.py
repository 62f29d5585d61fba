"""What a person learnt here, and may therefore begin to teach."""

from django.db.models import Sum

from academy.models import Certificate, Course, Enrolment

from .models import Meeting, OfferedSkill
from .rules.becoming import may_offer


def learnt_by(person):
    """The skills (mentoring.rules.becoming.Learnt) that a person may offer and does not."""
    offered = OfferedSkill.objects.filter(mentor__person=person, mentor__stopped_at__isnull=True)
    return may_offer(
        courses=_taught(person), minutes=_minutes(person), offered=set(offered.values_list("skill", flat=True))
    )


def _taught(person):
    """(course, skill) of the courses that prepare mentors, and of all on completed tracks, as far as completed."""
    done = Enrolment.objects.filter(person=person, completed_at__isnull=False, left_at__isnull=True)
    tracks = Certificate.objects.valid().filter(person=person, track__isnull=False).values("track")
    courses = Course.objects.filter(pk__in=done.values("course"))
    courses = courses.filter(prepares_mentors=True) | courses.filter(steps__track__in=tracks)
    rows = courses.filter(skills__isnull=False).order_by("pk", "skills__pk").distinct()
    return list(rows.values_list("pk", "skills"))


def _minutes(person):
    """{wanted skill: minutes logged as the mentee of those requests}"""
    rows = Meeting.objects.filter(pairing__mentee=person, pairing__request__wanted_skills__isnull=False)
    summed = rows.values_list("pairing__request__wanted_skills__skill").annotate(all=Sum("minutes"))
    return dict(summed.order_by("pairing__request__wanted_skills__skill"))
