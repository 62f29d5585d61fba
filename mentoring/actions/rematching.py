"""Who comes next when a proposal came to nothing, and where those go whose pairing broke. Pairs that stand stay."""

from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from notices.models import Notice
from people.models import LanguageLevel

from ..models import Mentor, MentoringRequest, OfferedSkill, Pairing, Proposal, Round
from ..round_rows import BROKEN, area_of, gathered, in_area, requests_of
from ..rules import solving as rules
from ..rules.parties import LEAST_LEVEL, in_order
from ..rules.points import points
from .holding import held_round, hold, trying
from .publishing import changed, refuse
from .round_notices import tell_of_proposal, tell_of_waiting

Answer, Origin = Proposal.Answer, Proposal.Origin
OF_ROUNDS = [Origin.ROUND, Origin.NEXT, Origin.ORPHAN]
FAILED = [Answer.DECLINED, Answer.EXPIRED]


class TakenMeanwhile(Exception):  # noqa: N818 - it is nobody's error
    """The place went to somebody else between the look and the lock."""


def next_best(*, request, now):
    """Propose the best mentor with a free place for a request whose proposal came to nothing; answers it, or None.

    After a published round: places that it held back are free now. Nobody is proposed twice to the same request. Who
    gets nobody is told so. Call it outside of the transaction that ended the proposal before.
    """
    return trying(lambda: _next_best(request.pk, now), otherwise=lambda: None)


@transaction.atomic
def _next_best(pk, now):
    request = MentoringRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    matching = published_round_of(request, now)
    here = MentoringRequest.objects.filter(pk=pk)
    if matching is None or not here.open().exists() or request.proposals.unanswered().exists():
        return None
    for mentor, verdict in ranked(request, matching, now):
        try:
            with transaction.atomic():  # gives the row of a mentor back before the next one's is taken
                return proposed(request, mentor, matching, verdict, now)
        except (TakenMeanwhile, IntegrityError):
            continue
    last = request.proposals.offered().order_by("-pk").values_list("pk", flat=True).first()
    tell_of_waiting(request, last)
    return None


def published_round_of(request, now):
    """The newest published round of the request's place whose time lasts."""
    here = Round.objects.published().filter(cohort=request.cohort_id, area=request.area_id)
    going_on = here.filter(ends_on__gt=timezone.localdate(now)).select_related("cohort__track__school")
    return going_on.order_by("-published_at", "-pk").first()


def ranked(request, matching, now):
    """(mentor's pk, Verdict) of those who can be proposed, the best first; equal ones in the order of the seed."""
    since = max(matching.starts_on, timezone.localdate(now))
    rows = suitable(request, matching, timezone.localdate(now))
    parties = gathered(matching, MentoringRequest.objects.filter(pk=request.pk), rows, reserved={}, since=since)
    mentee = parties.mentees[request.pk]
    order = in_order(parties.mentors.values(), parties.terms.seed)
    verdicts = [(parties.guides[mentor.key], points(mentee, mentor, parties.terms)) for mentor in order]
    able = [(mentor, verdict) for mentor, verdict in verdicts if verdict.is_eligible]
    return sorted(able, key=lambda one: -one[1].total)


def suitable(request, matching, today):
    """Mentors with a free place who teach what is wanted in a common language, and were never proposed here."""
    wanted = request.wanted_skills.values("skill")
    teaching = OfferedSkill.objects.filter(mentor=OuterRef("pk"), is_as_co_mentor=False, skill__in=wanted)
    spoken = LanguageLevel.objects.filter(level__gte=str(LEAST_LEVEL))
    mine = spoken.filter(person=request.person_id).values("language")
    speaking = spoken.filter(person=OuterRef("person"), language__in=mine)
    before = request.proposals.offered().values("mentor")
    rows = in_area(Mentor.objects.present_on(today), area_of(matching)).exclude(pk__in=before)
    return rows.filter(Exists(teaching), Exists(speaking)).with_load().filter(free__gt=0)


def proposed(request, mentor, matching, verdict, now):
    """The proposal, while the mentor's row is held; TakenMeanwhile where there is no place left."""
    hold([request.pk], [mentor])
    mentor = Mentor.objects.present_on(timezone.localdate(now)).with_load().filter(pk=mentor, free__gt=0).first()
    if mentor is None:
        raise TakenMeanwhile
    proposal = drafted(request.pk, mentor.pk, matching, verdict, Origin.NEXT, now)
    proposal.save()
    tell_of_proposal(proposal)
    return proposal


def drafted(request, mentor, matching, verdict, origin, now):
    return Proposal(
        request_id=request,
        mentor_id=mentor,
        round=matching,
        origin=origin,
        points=verdict.total,
        codes=[reason.as_json() for reason in verdict.reasons],
        made_at=now,
        offered_at=now,
        expires_at=now + timedelta(days=matching.answer_days),
    )


def give_on(*, now):
    """Look for the next mentor of everybody whose proposal of a round came to nothing and who was not told of it.

    Answers how many were found. It may run at any time: after a decline nothing is lost.
    """
    today = timezone.localdate(now)
    failed = Proposal.objects.filter(origin__in=OF_ROUNDS, answer__in=FAILED, round__ends_on__gt=today)
    newer = Proposal.objects.offered().filter(request=OuterRef("request"), pk__gt=OuterRef("pk"))
    told = Notice.objects.filter(kind="still_waiting", dedupe_key=notice_key())
    last = failed.filter(~Exists(newer), ~Exists(told), request__in=MentoringRequest.objects.open())
    rows = last.select_related("request").order_by("pk")
    return sum(next_best(request=row.request, now=now) is not None for row in rows)


def notice_key():
    """The key of the notice that tells of a proposal that came to nothing, see tell_of_waiting."""
    keys = [Cast(OuterRef(name), CharField()) for name in ("request", "pk", "request__person")]
    return Concat(Value("still_waiting:"), keys[0], Value(":"), keys[1], Value(":"), keys[2])


def place_orphans(*, round, actor, now):  # noqa: A002 - a round is a round
    """Propose mentors with free places to those whose pairing broke, the best for all of them; answers the proposals.

    Pairs that stand and proposals that wait are not touched; places held back are free now. ValidationError where the
    round is not published or over, and where people change at the same time.
    """
    return trying(partial(_place_orphans, round.pk, actor, now), otherwise=refuse)


@transaction.atomic
def _place_orphans(pk, actor, now):
    from ..rules.flow import match  # as in mentoring.actions.rounds
    from ..rules.proof import prove

    matching = held_round(pk)
    rules.check_is_published(matching)
    rules.check_not_over(matching, now)
    parties = orphans_of(matching, now)
    found = match(parties.mentees.values(), parties.mentors.values(), parties.terms)
    rules.check_proof(prove(found, parties.terms))
    proposals = [
        drafted(request, mentor, matching, verdict, Origin.ORPHAN, now)
        for request, mentor, verdict in judged(found, parties)
    ]
    hold([row.request_id for row in proposals], [row.mentor_id for row in proposals])
    rules.check_unchanged(changed(proposals, orphans_of(matching, now)))
    save_all(proposals)
    note_orphans(matching, actor, len(proposals))
    for proposal in proposals:
        tell_of_proposal(proposal)
    tell_who_waits(MentoringRequest.objects.filter(pk__in=[parties.requests[one] for one in found.alone]))
    return proposals


def orphans_of(matching, now):
    """The Parties of requests whose pairing broke, with all places that are free; what is locked is done."""
    today = timezone.localdate(now)
    broken = Pairing.objects.filter(request=OuterRef("pk"), ending__in=BROKEN)
    rows = in_area(Mentor.objects.present_on(today), area_of(matching))
    since = max(matching.starts_on, today)
    parties = gathered(matching, requests_of(matching).filter(Exists(broken)), rows, reserved={}, since=since)
    return parties.without_locks()


def judged(found, parties):
    """(request's pk, mentor's pk, Verdict) of each pair."""
    for one, other in found.pairs.items():
        request, mentor = parties.requests[one], parties.guides[other]
        yield request, mentor, points(parties.mentees[request], parties.mentors[mentor], parties.terms)


def save_all(proposals):
    """One after the other, so that the database counts the places of each."""
    try:
        with transaction.atomic():
            for proposal in proposals:
                proposal.save()
    except IntegrityError as refusal:
        raise rules.busy() from refusal


def note_orphans(matching, actor, count):
    """A line in the history of the round: who did it, and for how many."""
    matching._history_user, matching._change_reason = actor, f"{count} proposed after a pairing broke"
    matching.save(update_fields=["answer_days"])


def tell_who_waits(requests):
    for request in requests.order_by("pk"):
        last = request.proposals.offered().order_by("-pk").values_list("pk", flat=True).first()
        tell_of_waiting(request, last)
