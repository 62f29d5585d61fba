"""What the page of an idea says of its merges."""

from .models import Merge


def merges_of(idea, *, person, is_open):
    """Where the idea goes on, what it takes in, and what the person is asked as an author. One query.

    `may_endorse_onward`: whether the person supports the idea, and not yet the one in which it goes on.
    """
    standing = Merge.objects.standing().about(idea).with_ideas().with_own_endorsements(person)
    standing = list(standing.order_by("decided_at", "pk"))
    accepted = [merge for merge in standing if merge.is_accepted]
    onward = next((merge for merge in accepted if merge.source_id == idea.pk), None)
    return {
        "onward": onward,
        "taken_in": [merge for merge in accepted if merge.target_id == idea.pk and not merge.source.hidden_at],
        "asked": [merge for merge in standing if not merge.decided_at and _is_author(merge, person)],
        "may_endorse_onward": bool(onward) and is_open and _may_endorse(onward, person),
    }


def _is_author(merge, person):
    return person.pk in (merge.source.author_id, merge.target.author_id)


def _may_endorse(merge, person):
    return merge.endorses_source and not merge.endorses_target and merge.target.author_id != person.pk
