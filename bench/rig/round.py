"""A cohort with thousands of reviewed applications, the same at each run; it imports models: Django must be set up."""

from datetime import timedelta
from itertools import islice, product
from random import Random

from django.db import connection
from django.utils import timezone

from academy.actions import rubrics
from academy.models import Application, Cohort, Criterion, Minimum, Review, School, Score, Track
from people.models import ActivityArea, Language, Person, Region

APPLICATIONS, REVIEWS, SEATS = 5_000, 3, 200
WEIGHTS = {"experience": 300, "sharing": 250, "plans": 200, "peers": 150, "languages": 100}
REGIONS = [f"region-{number}" for number in range(9)]
EXPERIENCES = ["new", "some", "long"]


def gather():
    """The cohort, closed, with a minimum for each region and for newcomers that together are tight."""
    random, now = Random(2023), timezone.now()
    cohort = published(now)
    regions = [Region.objects.get(slug=slug) for slug in REGIONS]
    applications = Application.objects.bulk_create(
        [application(random, cohort, regions, now) for _number in range(APPLICATIONS)], batch_size=1_000
    )
    reviewers = Person.objects.bulk_create(
        [Person(username=f"reviewer{number}", display_name=f"Reviewer {number}") for number in range(40)]
    )
    pairs = [(one, who) for one in applications for who in random.sample(reviewers, REVIEWS)]
    reviews = Review.objects.bulk_create(
        [Review(application=one, reviewer=who, submitted_at=now) for one, who in pairs], batch_size=1_000
    )
    criteria = list(cohort.criteria.all())
    for some in chunks(product(reviews, criteria), 10_000):
        Score.objects.bulk_create([Score(review=one, criterion=row, level=level(random)) for one, row in some])
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=now - timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cohort


def published(now):
    language, _is_new = Language.objects.get_or_create(code="en", defaults={"autonym": "English"})
    area, _is_new = ActivityArea.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    school = School.objects.create(area=area, slug="bench", title="Bench", summary="Rows.", language=language)
    track = Track.objects.create(school=school, slug="bench", title="Bench", summary="Rows.", language=language)
    cohort = Cohort.objects.create(
        track=track,
        slug="bench",
        title="Bench",
        summary="Rows.",
        language=language,
        capacity=SEATS,
        opens_at=now - timedelta(days=9),
        closes_at=now + timedelta(days=1),
    )
    words = {f"level_{number}": "Words." for number in range(5)}
    for slug, weight in WEIGHTS.items():
        Criterion.objects.create(cohort=cohort, slug=slug, title=slug, question="What?", weight=weight, **words)
    for slug in REGIONS:
        region, _is_new = Region.objects.get_or_create(slug=slug, defaults={"name": slug})
        Minimum.objects.create(cohort=cohort, region=region, seats=20)
    Minimum.objects.create(cohort=cohort, experience="new", seats=80)
    rubrics.publish(cohort=cohort, actor=None, now=now)
    return cohort


def application(random, cohort, regions, now):
    """Some regions have many applications, some few; few people are new."""
    return Application(
        cohort=cohort,
        region=regions[min(int(random.expovariate(0.6)), len(regions) - 1)],
        experience=random.choices(EXPERIENCES, [1, 4, 5])[0],
        language=cohort.language,
        submitted_at=now,
    )


def chunks(rows, size):
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some


def level(random):
    """Not scored now and then."""
    return None if random.random() < 0.02 else random.choices(range(5), [1, 3, 5, 4, 2])[0]
