"""What organizers see of a solved round: its pairs with points and reasons."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from .because import Reader, because, names_for
from .models import Choice, Mentor, Proposal, Unmatched
from .why_nobody import why_nobody

SORTS = {"weakest": ["points", "pk"], "best": ["-points", "pk"], "mentor": ["mentor__person__display_name", "pk"]}


def pairs_of(matching):
    """The proposals of the newest solution: drafts, or what went out of them."""
    rows = Proposal.objects.filter(round=matching, origin=Proposal.Origin.ROUND)
    return rows.select_related("request__person", "mentor__person")


def narrowed(rows, matching, asked):
    """The pairs that a reader of the page asked for; `asked`: a QueryDict with show, mentor, q and sort."""
    if asked.get("show") == "thin":
        rows = rows.filter(points__lt=matching.thin_below)
    if asked.get("show") == "locked":
        locked = Choice.objects.filter(round=matching, kind=Choice.Kind.LOCK)
        rows = rows.filter(request__in=locked.values("request"))
    if asked.get("mentor", "").isdecimal():
        rows = rows.filter(mentor=asked["mentor"][:15])
    if name := asked.get("q", "").strip()[:100]:
        found = Q(request__person__display_name__icontains=name) | Q(mentor__person__display_name__icontains=name)
        rows = rows.filter(found)
    return rows.order_by(*SORTS.get(asked.get("sort"), SORTS["weakest"]))


def mentors_in(matching):
    """[(pk, name, how many)] of the mentors who got somebody, for the filter."""
    rows = Mentor.objects.filter(proposals__in=pairs_of(matching)).annotate(number=Count("proposals"))
    return rows.order_by("person__display_name", "pk").values_list("pk", "person__display_name", "number")


def rows_of(proposals, matching):
    """Each pair as a row: points with their parts, reasons, whether it is thin, and what was chosen about it."""
    proposals = list(proposals)
    names = names_for([proposal.codes for proposal in proposals])
    chosen = choices_about(matching, [proposal.request_id for proposal in proposals])
    return [
        {
            "proposal": proposal,
            "parts": parts_of(proposal.codes),
            "reasons": reasons_of(proposal, names),
            "is_thin": proposal.points < matching.thin_below,
            "choice": chosen.get((proposal.request_id, proposal.mentor_id)),
        }
        for proposal in proposals
    ]


def choices_about(matching, requests):
    """{(request's pk, mentor's pk): Choice}"""
    rows = Choice.objects.filter(round=matching, request__in=requests)
    return {(row.request_id, row.mentor_id): row for row in rows}


def parts_of(codes):
    """[(what is counted, points)] that make the points of a pair."""
    words = {"skills": _("skills"), "languages": _("languages"), "hours": _("hours"), "choice": _("choice")}
    return [(words[code["code"]], code["points"]) for code in codes if code["code"] in words and code["points"]]


def reasons_of(proposal, names):
    people = {"mentee": proposal.request.person.display_name, "mentor": proposal.mentor.person.display_name}
    return because(proposal.codes, reader=Reader.ORGANIZER, names=names, **people)


def alone_in(solution):
    """Whom the solution leaves without a mentor, by name."""
    rows = Unmatched.objects.filter(solution=solution).select_related("request__person")
    return rows.order_by("request__person__display_name", "pk")


def alone_rows(rows):
    """[(request, [why nobody])]"""
    rows = list(rows)
    names = names_for([row.codes for row in rows])
    return [(row.request, why_nobody(row.codes, reader=Reader.ORGANIZER, names=names)) for row in rows]
