"""The closed cohort with the published numbers of 2023: 1,209 invented applications of nobody, reviewed and decided."""

from datetime import timedelta
from random import Random

from django.db import connection

from consultations.actions.sample.source import languages_by_code
from people.models import Region

from ...models import Answer, Application, Cohort, Decision, Offer, Review, Score
from .. import selection
from . import drawn
from .cohorts import published
from .source import people_by_name, read

BATCH = 2_000
ABOVE = {13: 6, 14: 4, 15: 2, 16: 1}  # quarters of a level, with how often; everybody here is awarded
BY_MINIMUM = {12: 1}  # below all of the above, and above the others of the same region
BELOW = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 6, 8: 6, 9: 5, 10: 4, 11: 3}
BELOW_ELSEWHERE = BELOW | {12: 2}  # where no minimum asks for anybody
DISAGREEING = 0.08  # of those where two reviewers can differ, and a third was asked
EXPERIENCES = ["new", "some", "long"]


def load_round(*, now):
    """The round, unless it is there; answers the cohort."""
    row = read("round")
    standing = Cohort.objects.filter(slug=row["slug"]).first()
    if standing:
        return standing
    people, random = people_by_name(), Random(row["slug"])  # noqa: S311 - the same at each load is the wish
    minimums = [{"region": one["slug"], "seats": one["awarded"]} for one in row["regions"] if "by_minimum" in one]
    dates = {name: row[name] for name in ("opens_at", "closes_at", "decisions_on")}
    dates["closes_anywhere_on_earth"] = True
    cohort = published(row | {"minimums": minimums}, dates, people, now=now, published_at=row["published_at"])
    wished = _wished(random, row["regions"])
    applications = _applications(random, cohort, wished)
    _drafts(random, cohort, row["began"] - len(applications))
    _answers(random, cohort, applications, wished, [one["part"] for one in row["criteria"]])
    _reviews(random, cohort, applications, wished, row["reviewed_by_day"])
    _analyze(Application, Answer, Review, Score)
    _decide(cohort, row, people.get("organizer"))
    return cohort


def _wished(random, regions):
    """(region, language, quarters) of each application, in an order that tells nothing."""
    rows = []
    for region in regions:
        by_minimum = region.get("by_minimum", 0)
        below = BELOW if by_minimum else BELOW_ELSEWHERE
        for table, people in (
            (ABOVE, region["awarded"] - by_minimum),
            (BY_MINIMUM, by_minimum),
            (below, region["applied"] - region["awarded"]),
        ):
            scores = random.choices(list(table), list(table.values()), k=people)
            rows += [(region["slug"], random.choice(region["languages"]), score) for score in scores]
    random.shuffle(rows)
    return rows


def _applications(random, cohort, wished):
    regions, languages = dict(Region.objects.values_list("slug", "pk")), languages_by_code()
    moments = sorted(_moment(random, cohort.opens_at, cohort.closes_at) for _row in wished)
    return Application.objects.bulk_create(
        [
            Application(
                code=drawn.code(random),
                cohort=cohort,
                region_id=regions[region],
                experience=random.choices(EXPERIENCES, [2, 4, 5])[0],
                language=languages[lang],
                created_at=sent_at - (sent_at - cohort.opens_at) * random.random() / 2,
                changed_at=sent_at,
                submitted_at=sent_at,
            )
            for (region, lang, _score), sent_at in zip(wished, moments, strict=True)
        ],
        batch_size=BATCH,
    )


def _drafts(random, cohort, number):
    """What was begun and never sent: nothing is known of it but that."""
    language, moments = languages_by_code()["en"], []
    moments = [_moment(random, cohort.opens_at, cohort.closes_at) for _draft in range(number)]
    Application.objects.bulk_create(
        [
            Application(
                code=drawn.code(random), cohort=cohort, language=language, created_at=begun_at, changed_at=begun_at
            )
            for begun_at in moments
        ],
        batch_size=BATCH,
    )


def _answers(random, cohort, applications, wished, kinds):
    parts, criteria = read("parts"), list(cohort.criteria.order_by("position"))
    Answer.objects.bulk_create(
        [
            Answer(application=application, criterion=criterion, body=drawn.text(random, parts, lang, kind, score // 4))
            for application, (_region, lang, score) in zip(applications, wished, strict=True)
            for criterion, kind in zip(criteria, kinds, strict=True)
        ],
        batch_size=BATCH,
    )


def _reviews(random, cohort, applications, wished, until):
    """The reviews, with no history: nobody assigned or changed them."""
    reviewers = list(cohort.reviewers.order_by("pk").values_list("person", flat=True))
    given = []
    for application, (_region, _lang, score) in zip(applications, wished, strict=True):
        if drawn.has_room_for_three(score) and random.random() < DISAGREEING:
            levels = drawn.three_reviews(score)
        else:
            levels = drawn.two_reviews(random, score)
        given += [
            (_review(random, application, reviewer, cohort.closes_at, until), of_one)
            for reviewer, of_one in zip(random.sample(reviewers, len(levels)), levels, strict=True)
        ]
    Review.objects.bulk_create([review for review, _levels in given], batch_size=BATCH)
    criteria = list(cohort.criteria.order_by("position"))
    Score.objects.bulk_create(
        [
            Score(review=review, criterion=criterion, level=level, changed_at=review.submitted_at)
            for review, levels in given
            for criterion, level in zip(criteria, levels, strict=True)
        ],
        batch_size=BATCH,
    )


def _analyze(*models):
    """Tell the database what is in its tables now: without it, it plans as if they were empty, and takes minutes."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models)}")


def _review(random, application, reviewer, since, until):
    return Review(
        application=application,
        reviewer_id=reviewer,
        assigned_at=since + timedelta(days=1),
        submitted_at=_moment(random, since + timedelta(days=2), until),
    )


def _decide(cohort, row, organizer):
    """The ranking that everybody gets; then every seat is offered and taken."""
    chosen = selection.decide(cohort=cohort, actor=organizer, now=row["decided_at"])
    selection.tell_results(selection=chosen, actor=organizer, now=row["told_at"])
    selected = Decision.objects.filter(selection=chosen, outcome="selected").order_by("rank")
    Offer.objects.bulk_create(
        Offer(
            cohort=cohort,
            application_id=decision.application_id,
            minimum_id=decision.minimum_id,
            made_at=row["told_at"],
            made_by=organizer,
            expires_at=row["told_at"] + timedelta(days=cohort.offer_days),
            answer=Offer.Answer.ACCEPTED,
            answered_at=row["told_at"] + timedelta(hours=decision.rank),
        )
        for decision in selected
    )


def _moment(random, since, until):
    return since + (until - since) * random.random()
