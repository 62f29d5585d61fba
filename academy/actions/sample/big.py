"""A big catalogue of invented courses for the benchmarks: the same rows at each load."""

from datetime import timedelta
from random import Random

from django.db import transaction

from consultations.actions.sample.source import languages_by_code
from people.models import Skill

from ...models import Course, School, Session
from .source import moment

COURSES, SESSIONS_OF_EACH = 2_000, 2
LANGUAGES = ["en", "es", "fr", "ar"]
SPREAD = 300  # days within which the sessions start
BATCH = 2_000
WORDS = [
    "plan",
    "listen",
    "teach",
    "review",
    "welcome",
    "map",
    "record",
    "translate",
    "invite",
    "mend",
    "share",
    "vote",
]
THINGS = ["meeting", "archive", "newcomer", "campaign", "language", "museum", "template", "budget", "village", "report"]


@transaction.atomic
def load_big_catalogue(*, day):
    """Courses in every school; answers one of them. Those that stand already are left as they are."""
    standing = Course.objects.filter(slug="big-0000").first()
    if standing:
        return standing
    random = Random("big-catalogue")  # noqa: S311 - the same at each load is the wish
    schools, by_code = list(School.objects.in_order()), languages_by_code()
    courses = Course.objects.bulk_create(
        [
            Course(
                slug=f"big-{number:04}",
                school=schools[number % len(schools)],
                title=f"{random.choice(WORDS).capitalize()} a {random.choice(THINGS)} ({number})",
                summary="Invented for the benchmarks.",
                language=by_code[random.choice(LANGUAGES)],
                published_at=moment(day, -1),
                is_demonstration=True,
            )
            for number in range(COURSES)
        ],
        batch_size=BATCH,
    )
    _sessions(random, courses, day)
    _skills(random, courses)
    return courses[0]


def _sessions(random, courses, day):
    starts = [(course, moment(day, random.randrange(SPREAD))) for course in courses for _n in range(SESSIONS_OF_EACH)]
    Session.objects.bulk_create(
        [
            Session(
                course=course,
                title="A session",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
                link="https://meet.example/big",
                language_id=course.language_id,
            )
            for course, starts_at in starts
        ],
        batch_size=BATCH,
    )


def _skills(random, courses):
    skills, through = list(Skill.objects.order_by("slug").values_list("pk", flat=True)), Course.skills.through
    through.objects.bulk_create(
        [through(course=course, skill_id=skill) for course in courses for skill in random.sample(skills, 2)],
        batch_size=BATCH,
    )
