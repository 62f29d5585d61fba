"""Whose turn it is when a seat becomes free."""


def unmet(minimums, seated):
    """The minimums that those on a seat do not meet. `seated`: (region key, experience) of each of them."""
    return [minimum for minimum in minimums if sum(is_in(minimum, *groups) for groups in seated) < minimum.seats]


def is_in(minimum, region, experience):
    """Whether somebody of this region and experience belongs to the minimum's group."""
    return region == minimum.region_id if minimum.region_id else experience == minimum.experience


def next_of(waiting, minimums):
    """(who is next, the minimum whose seat it is): of a group that lacks somebody, else the first of the general list.

    `waiting`: decisions by rank, with their applications. Who belongs to two groups that lack somebody goes before who
    belongs to one; a region's list goes before an experience's. (None, None) when nobody waits.
    """
    if not waiting:
        return None, None
    following = min(waiting, key=lambda decision: _turn(decision, minimums))
    lacking = _lacking(following, minimums)
    return following, lacking[0] if lacking else None


def position_in(waiting, application, minimum=None):
    """The place (from 1) of an application on the general list or on that of a minimum's group; None if not on it."""
    rows = [row.application for row in waiting]
    if minimum is not None:
        rows = [row for row in rows if is_in(minimum, row.region_id, row.experience)]
    places = {row.pk: place for place, row in enumerate(rows, start=1)}
    return places.get(application.pk)


def _lacking(decision, minimums):
    application = decision.application
    found = [minimum for minimum in minimums if is_in(minimum, application.region_id, application.experience)]
    return sorted(found, key=lambda minimum: minimum.region_id is None)


def _turn(decision, minimums):
    """What comes first: more groups that lack somebody, then a region's, then the rank."""
    lacking = _lacking(decision, minimums)
    of_region = any(minimum.region_id for minimum in lacking)
    return -len(lacking), not of_region, decision.rank, decision.pk
