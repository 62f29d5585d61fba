"""What waits for the organizers of mentoring, on the first page of the desk: of what they lead alone."""

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.admin.waiting import part, parts_for

from ..models import CheckIn, Concern, MentoringRequest, Pairing, Proposal, Round, Solution
from .base import led


def what_waits(request):
    """A list of what the first page shows, each a dict as in consultations.admin.waiting."""
    parts = {Concern: [_concerns], CheckIn: [_help], Pairing: [_silent], Round: [_solved], MentoringRequest: [_alone]}
    return parts_for(request, parts)


def _pair(pairing):
    return f"{pairing.mentee} – {pairing.mentor.person}"


def _concerns(person):
    rows = led(Concern.objects.open(), person).select_related("pairing__mentee", "pairing__mentor__person")
    return part(
        rows.order_by("raised_at", "pk"),
        lambda row: (row.pk, _pair(row.pairing), "", row.raised_at),
        title=_("Concerns about a pairing"),
        none=_("No concern is open."),
        query="?state=open",
    )


def _help(person):
    rows = led(CheckIn.objects.wanting_help(), person).select_related("pairing__mentee", "pairing__mentor__person")
    return part(
        rows.select_related("person", "pairing__mentee", "pairing__mentor__person").order_by("answered_at", "pk"),
        lambda row: (row.pk, _pair(row.pairing), row.get_how_display(), row.answered_at),
        title=_("Pairs that want help"),
        none=_("No pair asks for help."),
        query="?help=wanted",
    )


def _silent(person):
    rows = led(Pairing.objects.silent_at(timezone.now()), person).with_people()
    return part(
        rows.order_by("mentor_sign_at", "pk"),
        lambda row: (row.pk, str(row.mentor.person), str(row.mentee), row.mentor_sign_at),
        title=_("Silent mentors"),
        none=_("Every mentor gave a sign of life."),
        query="?state=silent",
    )


def _solved(person):
    newest = Solution.objects.filter(round=OuterRef("pk")).order_by("-version").values("solved_at")[:1]
    rows = led(Round.objects.filter(published_at__isnull=True), person).annotate(solved_at=Subquery(newest))
    return part(
        rows.filter(solved_at__isnull=False).order_by(F("solved_at").asc(), "pk"),
        lambda row: (row.pk, row.title, "", row.solved_at),
        title=_("Rounds to publish"),
        none=_("No solved round waits to be published."),
        page="admin:mentoring_round_review",
    )


def _alone(person):
    waiting = Proposal.objects.unanswered().values("request")
    rows = led(MentoringRequest.objects.open(), person).exclude(pk__in=waiting)
    return part(
        rows.select_related("person", "cohort", "area").order_by("created_at", "pk"),
        lambda row: (row.pk, str(row.person), str(row.place), row.created_at),
        title=_("People without a mentor"),
        none=_("Nobody waits for a mentor."),
        query="?state=open",
    )
