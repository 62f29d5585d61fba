"""Publishing a round: its drafts go out together, as they were solved, or not at all."""

from collections import Counter
from datetime import timedelta

from django.db import IntegrityError, connection, transaction

from ..models import Proposal
from ..round_rows import digest_of, parties_of
from ..rows import among
from ..rules import solving as rules
from ..rules.points import UNBENDING, points
from .holding import held_round, hold, trying
from .round_notices import tell_of_round

MANY = 500  # drafts


def publish(*, round, actor, now):  # noqa: A002 - a round is a round
    """Offer all pairs of the newest solution, once, and tell everybody; answers the round.

    Each pair is judged again as things are now: ValidationError says how many changed. Then nothing goes out.
    """
    return trying(lambda: published(round.pk, actor, now), otherwise=refuse)


def refuse():
    raise rules.busy()


@transaction.atomic
def published(pk, actor, now):
    matching = held_round(pk)
    solution = matching.solutions.order_by("-version").first()
    decided = (solution and solution.decided, digest_of(matching))
    rules.check_can_publish(matching, solution, now, decided=decided)
    drafts = list(Proposal.objects.drafts().filter(round=matching))
    hold({draft.request_id for draft in drafts}, {draft.mentor_id for draft in drafts})
    missing = solution.figures["matched"] - len(drafts)
    rules.check_unchanged(missing + changed(drafts, parties_of(matching)))
    offer(drafts, matching, now)
    matching.published_at, matching.published_by, matching._history_user = now, actor, actor
    matching.save(update_fields=["published_at", "published_by"])
    tell_of_round(matching, solution)
    return matching


def changed(drafts, parties):
    """How many of the drafts are not what they were solved as: who takes part, the rules, points, reasons, places."""
    taken = Counter()
    count = 0
    for draft in drafts:
        mentee, mentor = parties.mentees.get(draft.request_id), parties.mentors.get(draft.mentor_id)
        taken[draft.mentor_id] += 1
        is_same = mentee and mentor and stands(draft, mentee, mentor, parties.terms)
        count += not is_same or taken[draft.mentor_id] > mentor.places
    return count


def stands(draft, mentee, mentor, terms):
    """Whether the pair may be proposed, for the reasons that the draft holds."""
    verdict = points(mentee, mentor, terms)
    broken = {because.code for because in verdict.because}
    if (mentee.key, mentor.key) in terms.locked:
        broken &= UNBENDING
    return not broken and draft.codes == [reason.as_json() for reason in verdict.reasons]


def count_by_index(drafts):
    """Let PostgreSQL know how many drafts there are by now: else it reads all of them to count each mentor's places."""
    if drafts > MANY:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE mentoring_proposal")


def offer(drafts, matching, now):
    """Let the drafts be answered from now on; the database counts the places once more."""
    expires_at = now + timedelta(days=matching.answer_days)
    rows = Proposal.objects.drafts().filter(pk__in=among(draft.pk for draft in drafts))
    count_by_index(len(drafts))
    try:
        with transaction.atomic():
            rows.update(offered_at=now, expires_at=expires_at)
    except IntegrityError:
        rules.check_unchanged(1)
        raise
