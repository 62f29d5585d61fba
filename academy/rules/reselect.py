"""Running the ranking of a bundle again, with the functions that decided; no database is asked."""

from django.core.exceptions import ValidationError

from consultations.rules.bundle_parts import check_rows, damaged, is_a
from consultations.rules.bundles import seal_of

from ..models.cohorts import Experience
from .ranking import Candidate, ranked
from .selection_bundle import result_of, score_of, weights_of

PARTS = {
    "cohort": str,
    "title": str,
    "decided_at": str,
    "rubric": dict,
    "capacity": int,
    "waiting_places": int,
    "minimums_kept": dict,
    "binding": list,
    "applications": list,
}
RUBRIC = {"seed": str, "criteria": list, "minimums": list, "sha256": str}
APPLICATION = {"tag": str, "groups": list, "reviews": list, "score": str, "rank": int, "outcome": str, "because": str}


def differences(content):
    """A sentence for everything in an opened bundle that its scores do not bear out; [] when all is as decided.

    Raises ValidationError, code `damaged`, where parts are missing or do not fit together.
    """
    check_content(content)
    ranking = ranked_again(content)
    decided = {row["tag"]: row for row in content["applications"]}
    found = [
        f"Application {row.code}: {name} is published as {decided[row.code].get(name)!r}, but comes out as {again!r}."
        for row in ranking.placed
        for name, again in result_of(row).items()
        if decided[row.code].get(name) != again
    ]
    for name, again in (("minimums_kept", ranking.minimums), ("binding", ranking.binding)):
        if content[name] != again:
            found.append(f"“{name}” is published as {content[name]}, but comes out as {again}.")
    return found


def ranked_again(content):
    """The Ranking that follows from the levels, the rubric and the seats of a bundle."""
    rubric, weights = content["rubric"], weights_of(content["rubric"])
    candidates = []
    for row in content["applications"]:
        score = score_of(row["reviews"], weights)
        if score is None:
            raise damaged(f"nobody scored application {row['tag']}")
        slugs = dict(group.split(":", 1) for group in row["groups"])
        candidates.append(Candidate(row["tag"], score, slugs.get("region"), slugs.get("experience")))
    return ranked(
        candidates,
        capacity=content["capacity"],
        minimums={minimum["group"]: minimum["seats"] for minimum in rubric["minimums"]},
        waiting_places=content["waiting_places"],
        seed=rubric["seed"],
    )


def check_content(content):
    """All parts are there and fit together."""
    check_parts(content, PARTS, "")
    rubric = content["rubric"]
    check_parts(rubric, RUBRIC, "rubric: ")
    check_rubric(rubric)
    weights = weights_of(rubric)
    check_rows(content["applications"], "application", lambda row: is_application(row, weights))
    tags = [row["tag"] for row in content["applications"]]
    if len(set(tags)) < len(tags):
        raise damaged("an application stands in it twice")
    if content["capacity"] < 1 or content["waiting_places"] < 0:
        raise damaged("it has no seats")


def check_parts(content, parts, where):
    for name, kind in parts.items():
        if not is_a(content.get(name), kind):
            raise damaged(f"{where}“{name}” is missing, or is not what it should be")


def check_rubric(rubric):
    """Its seal holds, its weights are numbers, and its minimums are for regions and known experiences."""
    if seal_of(rubric) != rubric["sha256"]:
        raise ValidationError(
            "The rubric in this bundle was tampered with: it is not the one that was frozen when the cohort opened.",
            code="rubric",
        )
    check_rows(rubric["criteria"], "criterion", is_criterion)
    check_rows(rubric["minimums"], "minimum", is_minimum)


def is_criterion(row):
    return is_a(row, dict) and is_a(row.get("slug"), str) and is_a(row.get("weight"), int) and row["weight"] > 0


def is_minimum(row):
    return is_a(row, dict) and is_group(row.get("group")) and is_a(row.get("seats"), int) and row["seats"] > 0


def is_group(name):
    kind, _colon, slug = name.partition(":") if is_a(name, str) else ("", "", "")
    return (kind == "region" and bool(slug)) or (kind == "experience" and slug in Experience.values)


def is_application(row, weights):
    return (
        is_a(row, dict)
        and all(is_a(row.get(name), kind) for name, kind in APPLICATION.items())
        and all(map(is_group, row["groups"]))
        and len({group.partition(":")[0] for group in row["groups"]}) == len(row["groups"])
        and all(is_review(levels, weights) for levels in row["reviews"])
    )


def is_review(levels, weights):
    """{criterion of the rubric: a level from 0 to 4, or None}."""
    return (
        is_a(levels, dict)
        and levels.keys() <= weights.keys()
        and all(level is None or (is_a(level, int) and 0 <= level <= 4) for level in levels.values())
    )
