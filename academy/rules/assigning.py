"""Sharing out applications among reviewers."""

from hashlib import sha256


def share_out(lacking, reviewers, *, load, taken, seed):
    """Who reviews what: a list of (application, reviewer).

    `lacking`: {application: how many reviewers it lacks}; `load`: {reviewer: how many reviews they have already};
    `taken`: the pairs (application, reviewer) that cannot be, for a conflict or because they are there already.
    Whoever has the fewest comes first; equals by `seed`, so that the same input gives the same answer. Applications
    with the fewest people to choose from are served first. Where nobody is left, an application gets fewer.
    """
    load = {reviewer: load.get(reviewer, 0) for reviewer in reviewers}
    free = {application: [r for r in reviewers if (application, r) not in taken] for application in lacking}
    pairs = []
    for application in sorted(lacking, key=lambda one: (len(free[one]), _draw(seed, one))):
        candidates = sorted(free[application], key=lambda one: (load[one], _draw(seed, application, one)))
        for reviewer in candidates[: lacking[application]]:
            load[reviewer] += 1
            pairs.append((application, reviewer))
    return pairs


def _draw(*words):
    """A number that looks drawn by lot and is the same for the same words."""
    return sha256(":".join(map(str, words)).encode()).hexdigest()
