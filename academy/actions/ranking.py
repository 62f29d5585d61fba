"""From the rows of a cohort to its ranking: who stands in it, under which tag, with which scores."""

import json
from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.utils.crypto import salted_hmac

from ..models import Application, Score
from ..rules.ranking import Candidate, ranked
from ..rules.selection_bundle import score_of, weights_of

TAG_LENGTH = 12  # hexadecimal digits


class Round(NamedTuple):
    """A cohort's applications, ready to be ranked. Names of applications are their tags, as in the bundle."""

    rubric: dict
    minimums: dict  # {group: primary key of the minimum}
    pks: dict  # {tag: primary key of the application}
    levels: dict  # {tag: [{criterion: level or None}]}
    candidates: list
    unscored: list  # codes of applications without a single score

    def ranked(self, cohort):
        """The Ranking that decides."""
        return ranked(
            self.candidates,
            capacity=cohort.capacity,
            minimums={minimum["group"]: minimum["seats"] for minimum in self.rubric["minimums"]},
            waiting_places=cohort.waiting_places,
            seed=self.rubric["seed"],
        )


def round_of(cohort, rubric):
    """The Round of a cohort under its frozen rubric."""
    content = json.loads(rubric.content)
    weights, levels = weights_of(content), levels_of(cohort)
    regions, minimums = groups_of(cohort, content)
    asked = {group.removeprefix("experience:") for group in minimums if group.startswith("experience:")}
    found = Round(content, minimums, {}, {}, [], [])
    rows = Application.objects.standing().filter(cohort=cohort).order_by("pk")
    for pk, code, region, experience in rows.values_list("pk", "code", "region", "experience"):
        score = score_of(levels.get(pk, ()), weights)
        if score is None:
            found.unscored.append(code)
            continue
        tag = tag_of(code)
        found.pks[tag], found.levels[tag] = pk, levels[pk]
        shown = experience if experience in asked else None
        found.candidates.append(Candidate(tag, score, regions.get(region), shown))
    return found


def levels_of(cohort):
    """{application: the levels of each submitted review}, from one row for each review: scores would be too many."""
    slugs = dict(cohort.criteria.values_list("pk", "slug"))
    scores = Score.objects.filter(review__application__cohort=cohort, review__submitted_at__isnull=False)
    reviews = scores.filter(review__application__is_sample=False).values("review__application", "review").order_by()
    rows = reviews.annotate(
        criteria=ArrayAgg("criterion", order_by="criterion"), levels=ArrayAgg("level", order_by="criterion")
    )
    found = defaultdict(list)
    for application, criteria, given in rows.values_list("review__application", "criteria", "levels"):
        found[application].append({slugs[criterion]: level for criterion, level in zip(criteria, given, strict=True)})
    return found


def groups_of(cohort, content):
    """({region: its slug in the frozen rubric}, {group: minimum}): a region renamed since keeps its group."""
    regions, minimums = {}, {}
    rows = {minimum.pk: minimum for minimum in cohort.minimums.all()}
    for frozen in content["minimums"]:
        minimum = rows[frozen["id"]]
        minimums[frozen["group"]] = minimum.pk
        if minimum.region_id:
            regions[minimum.region_id] = frozen["group"].removeprefix("region:")
    return regions, minimums


def tag_of(code):
    """The name of an application in bundles: who has not the site's secret cannot tell the code from it."""
    mac = salted_hmac("academy.selection.tag", code, secret=settings.SECRET_KEY, algorithm="sha256")
    return mac.hexdigest()[:TAG_LENGTH]
