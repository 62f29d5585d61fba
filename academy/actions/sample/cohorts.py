"""Cohorts of invented people: one is open, one is under review, one has offers. Only those that are missing."""

from datetime import timedelta
from random import Random

from consultations.actions.sample.source import languages_by_code
from people.models import Region

from ...models import Answer, Application, Cohort, Criterion, Minimum, Review, Reviewer, Score, Track
from .. import offers, reviews, rubrics, selection
from . import drawn
from .source import end_of_day, moment, people_by_name, read

EXPERIENCES = ["some", "long", "new"]
SIMPLE = ("slug", "title", "summary", "source_url", "capacity", "offer_days", "waiting_places")


def load_cohorts(*, day, now):
    """Each with its rubric, applications, reviews and what was decided."""
    rows = read("cohorts")["cohorts"]
    known = set(Cohort.objects.filter(slug__in=[row["slug"] for row in rows]).values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in known]
    if not missing:
        return
    people, parts = people_by_name(), read("parts")
    for row in missing:
        dates = {
            "opens_at": moment(day, row["opens"]),
            "closes_at": end_of_day(day, row["closes"], anywhere_on_earth=row.get("anywhere_on_earth", False)),
            "closes_anywhere_on_earth": row.get("anywhere_on_earth", False),
            "decisions_on": day + timedelta(days=row["decisions"]),
        }
        cohort = published(row, dates, people, now=now, published_at=moment(day, row["opens"] - 2))
        _samples(cohort, row.get("samples", ()), now)
        for group in row["applications"]:
            _applications(cohort, group, day, people, parts)
        _review(cohort, row, day, people, now)
        if row.get("decided"):
            _decide(cohort, row["offers"], day, people)


def published(row, dates, people, *, now, published_at):
    """A cohort with criteria, minimums, reviewers and the account of organizers, its rubric frozen at a moment."""
    cohort = Cohort(
        track=Track.objects.get(slug=row["track"]),
        language=languages_by_code()[row["lang"]],
        is_demonstration=True,
        **dates,
        **{name: row[name] for name in SIMPLE},
    )
    cohort._history_date = now
    cohort.save()
    _rubric(cohort, row)
    present = [people[name] for name in row["reviewers"] if name in people]
    Reviewer.objects.bulk_create(Reviewer(cohort=cohort, person=person, added_at=now) for person in present)
    organizer = people.get("organizer")
    cohort.organizers.set([organizer] if organizer else [])
    rubrics.publish(cohort=cohort, actor=organizer, now=published_at)
    cohort.refresh_from_db()
    return cohort


def _rubric(cohort, row):
    """What is scored, and the minimums, as they stand before the publication freezes them."""
    Criterion.objects.bulk_create(
        Criterion(
            cohort=cohort,
            position=place,
            **{name: one[name] for name in ("slug", "title", "question", "weight")},
            **{f"level_{level}": words for level, words in enumerate(one["levels"])},
        )
        for place, one in enumerate(row["criteria"], start=1)
    )
    regions = dict(Region.objects.values_list("slug", "pk"))
    Minimum.objects.bulk_create(
        Minimum(
            cohort=cohort,
            region_id=regions[one["region"]] if "region" in one else None,
            experience=one.get("experience", ""),
            seats=one["seats"],
        )
        for one in row["minimums"]
    )


def _samples(cohort, rows, now):
    """The applications to calibrate by, with the level that is expected for each answer."""
    languages, regions = languages_by_code(), dict(Region.objects.values_list("slug", "pk"))
    criteria = list(cohort.criteria.order_by("position"))
    for row in rows:
        sample = Application.objects.create(
            cohort=cohort,
            is_sample=True,
            sample_title=row["title"],
            language=languages[row["lang"]],
            region_id=regions[row["region"]],
            experience=row["experience"],
            submitted_at=now,
        )
        Answer.objects.bulk_create(
            Answer(application=sample, criterion=criterion, body=answer["body"], expected_level=answer["level"])
            for criterion, answer in zip(criteria, row["answers"], strict=True)
        )


def _applications(cohort, group, day, people, parts):
    """Applications of people of the sample, the ones with more to tell first; drafts have an answer to come."""
    random = Random(f"{cohort.slug} {group['day']}")  # noqa: S311 - the same at each load is the wish
    names = [name for name in group["people"] if name in people]
    languages = languages_by_code()
    criteria = list(zip(cohort.criteria.order_by("position"), _kinds(cohort), strict=True))
    for place, name in enumerate(names):
        person, lang = people[name], _language(people[name], parts)
        written_at = moment(day, group["day"]) + timedelta(minutes=97 * place)
        application = Application.objects.create(
            cohort=cohort,
            person=person,
            region_id=person.region_id,
            experience=EXPERIENCES[place % 3],
            language=languages[group.get("lang", lang)],
            identifying=group.get("identifying", ""),
            created_at=written_at - timedelta(hours=3),
            changed_at=written_at,
            submitted_at=None if group.get("draft") else written_at,
        )
        level = max(4 - place // 2, 0)
        texts = group.get("answers") or [drawn.text(random, parts, lang, kind, level) for _one, kind in criteria]
        written = list(zip(criteria, texts, strict=True))[: -1 if group.get("draft") else None]
        Answer.objects.bulk_create(
            Answer(application=application, criterion=criterion, body=body) for (criterion, _kind), body in written
        )


def _kinds(cohort):
    """Which kind of text answers each criterion of a cohort of the sample."""
    row = next(row for row in read("cohorts")["cohorts"] if row["slug"] == cohort.slug)
    return [criterion["part"] for criterion in row["criteria"]]


def _language(person, parts):
    """The language that a person knows best, of those in which there are texts."""
    known = dict(person.language_levels.values_list("language__code", "level"))
    return max(
        known.keys() & parts["subjects"].keys(), key=lambda code: ("012345N".index(known[code]), code), default="en"
    )


def _review(cohort, row, day, people, now):
    """Assign the reviewers, who are told now; those named in `reviewed_by` have scored all that is theirs."""
    if "reviewed_by" not in row:
        return
    reviews.assign_reviewers(cohort=cohort, actor=people.get("organizer"), now=now)
    Review.objects.filter(application__cohort=cohort).update(assigned_at=moment(day, row["closes"] + 1))
    applications = list(cohort.applications.order_by("pk"))
    random, criteria = Random(cohort.slug), list(cohort.criteria.order_by("position"))  # noqa: S311
    submitted_at, scores = moment(day, row["closes"] + 2), []
    done = [people[name].pk for name in row["reviewed_by"] if name in people]
    for person in done:
        Review.objects.bulk_create(
            Review(application=sample, reviewer_id=person, assigned_at=submitted_at)
            for sample in applications
            if sample.is_sample
        )
    for place, application in enumerate(applications):
        given = application.reviews.filter(reviewer__in=done).order_by("reviewer")
        for review, levels in zip(given, _two_reviews(random, application, place), strict=False):
            scores += [
                Score(review=review, criterion=criterion, level=level, changed_at=submitted_at)
                for criterion, level in zip(criteria, levels, strict=True)
            ]
    Score.objects.bulk_create(scores)
    Review.objects.filter(application__in=applications, reviewer__in=done).update(submitted_at=submitted_at)


def _two_reviews(random, application, place):
    """What two reviewers give: near the expected levels of a sample; else the less the later it comes."""
    if application.is_sample:
        expected = application.answers.order_by("criterion__position").values_list("expected_level", flat=True)
        return [drawn.near(random, expected) for _reviewer in range(2)]
    return drawn.two_reviews(random, max(15 - place, 1))


def _decide(cohort, answers, day, people):
    """Decide, tell the results, offer the seats, and take those that are accepted."""
    organizer = people.get("organizer")
    chosen = selection.decide(cohort=cohort, actor=organizer, now=moment(day, -4))
    selection.tell_results(selection=chosen, actor=organizer, now=moment(day, -3))
    made = offers.make_offers(cohort=cohort, actor=organizer, now=moment(day, -3))
    for offer in made:
        person = offer.application.person
        if answers.get(person.username) == "accepted":
            offers.accept(offer=offer, person=person, now=moment(day, -2))
