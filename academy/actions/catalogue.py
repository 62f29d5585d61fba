"""Publishing courses and tracks, taking them back, and holding what several organizers could change at once."""

from django.db import connection, transaction

from consultations.kept_lists import forget

from ..models import Cohort, Course, Enrolment, Prerequisite
from ..rules import courses as rules

LIST = "courses"  # the name of the kept list of courses


@transaction.atomic
def publish(*, offering, actor, now):
    """Let everybody read a course or a track."""
    offering = _held(offering)
    rules.check_can_publish(offering)
    offering.published_at = now
    return _saved(offering, actor)


@transaction.atomic
def take_back(*, offering, reason, actor):
    """Make a draft of it again, as long as nobody takes part; the reason stays in its history."""
    offering = _held(offering)
    rules.check_can_take_back(offering, reason=reason, **_who_counts_on(offering))
    offering.published_at = None
    offering._change_reason = reason.strip()[:100]
    return _saved(offering, actor)


def hold_course(pk):
    """Hold a course until this transaction ends: its seats stand still. Answers how many are taken."""
    Course.objects.select_for_update(no_key=True).get(pk=pk)
    return Enrolment.objects.seated().filter(course=pk).count()


def hold_prerequisites():
    """Hold all prerequisites until this transaction ends, as the database does; answers [(course, what it needs)]."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('academy_prerequisite'))")
    return list(Prerequisite.objects.values_list("course_id", "needs_id"))


def forget_courses():
    """The next reader gets the list of courses as it is then."""
    forget(LIST)


def _held(offering):
    return type(offering).objects.select_for_update(no_key=True).get(pk=offering.pk)


def _who_counts_on(offering):
    if isinstance(offering, Course):
        return {"people": Enrolment.objects.standing().filter(course=offering).count()}
    return {"cohorts": Cohort.objects.filter(track=offering, published_at__isnull=False).count()}


def _saved(offering, actor):
    offering._history_user = actor
    offering.save(update_fields=["published_at"])
    forget_courses()
    return offering
