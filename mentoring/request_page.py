"""What the page of one's own request shows: where it stands in one line, what it lacks, and what was proposed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import LanguageLevel

from .because import Reader, names_for
from .models import Proposal, Round
from .querysets.finding import LEAST_LEVEL
from .rows import Traits
from .rules.proposals import answer_at
from .slots import moment_said
from .waits import past_waits
from .why_nobody import why_nobody
from .why_not import last_round_of


@dataclass(frozen=True)
class State:
    """How a request stands. `code` says which sentence the page says; the rest is what it names."""

    code: str
    proposal: Proposal | None = None
    pairing: object = None
    matching: Round | None = None
    until: str = ""

    @property
    def is_open(self):
        return self.code not in ("paired", "withdrawn", "closed")


def page_of(request, now):
    """Everything that templates/mentoring/request.html reads; a constant number of questions."""
    proposals = list(history_of(request))
    state = state_of(request, proposals, now)
    return {
        "asked": request,
        "state": state,
        "place": place_of(request),
        "wanted": [_(row.skill.title) for row in request.wanted_skills.select_related("skill").order_by("rank")],
        "lacks": lacks_of(request) if state.is_open else [],
        "rows": [history_row(row, now) for row in proposals],
        "alone": alone_of(request) if state.code in ("open", "in_round") else None,
        "waits": past_waits(cohort=request.cohort, area=request.area),
        "can_ask": state.is_open and state.proposal is None,
    }


def history_of(request):
    """All that was proposed, the newest first; nothing of what organizers prepare."""
    rows = request.proposals.offered().select_related("mentor__person", "round__language")
    return rows.order_by("-offered_at", "-pk")


def state_of(request, proposals, now):
    if request.withdrawn_at:
        return State("withdrawn", until=date_format(timezone.localtime(request.withdrawn_at)))
    if request.closed_at:
        return State("closed", until=date_format(timezone.localtime(request.closed_at)))
    pairing = request.pairings.active().select_related("mentor__person").first()
    if pairing is not None:
        return State("paired", pairing=pairing)
    waiting = next((row for row in proposals if not answer_at(row, now)), None)
    if waiting is not None:
        code = "waits" if waiting.mentee_accepted_at else "to_answer"
        return State(code, proposal=waiting, until=moment_said(waiting.expires_at, request.person.time_zone))
    matching = next_round(request, now)
    if matching is not None:
        return State("in_round", matching=matching, until=date_format(matching.starts_on))
    return State("open")


def next_round(request, now):
    """The announced round of the place that did not send its proposals out yet."""
    rounds = Round.objects.announced_at(now).filter(cohort=request.cohort_id, area=request.area_id)
    rounds = rounds.filter(published_at__isnull=True, ends_on__gt=now.date()).select_related("language")
    return rounds.order_by("starts_on", "pk").first()


def alone_of(request):
    """{round, sentences: why it found nobody} of the newest published round, or None where it found somebody."""
    rows = request.unmatched.filter(solution__round__published_at__isnull=False)
    left = rows.select_related("solution__round__language").order_by("-solution__round__published_at", "-pk").first()
    if left is None or left.solution.round_id != last_round_of(request).pk:
        return None
    sentences = why_nobody(left.codes, reader=Reader.MENTEE, names=names_for([left.codes]))
    return {"round": left.solution.round, "sentences": sentences}


def lacks_of(request):
    """[{text, action, url}] of what nobody can be found without, and the way to mend it."""
    traits = Traits([request.person_id])
    speaks = LanguageLevel.objects.filter(person=request.person_id, level__gte=LEAST_LEVEL).exists()
    profile = reverse("people:edit_profile")
    hours = reverse("mentoring:hours")
    found = []
    if not speaks:
        text = _("Your profile names no language that you can talk in, so nobody can be found for you.")
        found.append({"text": text, "action": _("Add my languages"), "url": profile})
    without = traits.without_hours.get(request.person_id)
    if without and without["code"] == "zone":
        text = _("The time zone of your usual week does not exist any more, so your hours do not count.")
        found.append({"text": text, "action": _("Choose my time zone"), "url": hours})
    elif without:
        text = _("You did not say when you have time, so nobody can be found for you.")
        found.append({"text": text, "action": _("My usual week"), "url": hours})
    if not request.wanted_skills.exists():
        text = _("Your request names no skill, so no round can find anybody for you.")
        action = _("Choose skills")
        found.append({"text": text, "action": action, "url": reverse("mentoring:edit_request", args=[request.pk])})
    return found


def history_row(proposal, now):
    """A proposal as a row: with whom, when, how it came about, what became of it, why."""
    answer = answer_at(proposal, now)
    return {
        "url": proposal.get_absolute_url(),
        "other": proposal.mentor.person,
        "day": date_format(timezone.localtime(proposal.offered_at)),
        "iso": proposal.offered_at.isoformat(),
        "origin": proposal.get_origin_display(),
        "answer": answer,
        "by_mentor": proposal.declined_by == Proposal.Side.MENTOR,
        "reason": proposal.reason if answer == Proposal.Answer.DECLINED else "",
    }


def place_of(request):
    """{name, url, lang}: titles of cohorts are in the language of the cohort, names of areas in that of the page."""
    if request.cohort_id:
        cohort = request.cohort
        return {"name": cohort.title, "url": cohort.get_absolute_url(), "lang": cohort.language.code}
    return {"name": _(request.area.name), "url": "", "lang": ""}
