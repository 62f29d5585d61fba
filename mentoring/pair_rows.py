"""What organizers see of one request in a solved round: who could be its mentor, and what a choice would change."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Choice, Mentor, MentoringRequest
from .round_rows import gathered, mentors_of
from .rules.points import points
from .rules_said import broken_said, never

BEST, FOUND, NAMED = 30, 20, 20  # mentors to choose from, of those searched for, and people named in a sentence


def candidates_for(matching, solution, request):
    """[(mentor, points)] of those who can be the mentor of a request, the best first; at most BEST."""
    if solution is None or not solution.candidates:
        return []
    from .kept_candidates import read  # as in mentoring.actions.rounds

    kept = read(solution.candidates).candidates
    at = next((at for at, mentee in enumerate(kept.mentees) if mentee.key == request.person_id), None)
    if at is None:
        return []
    rows = (kept.mentee == at).nonzero()[0]
    worth = {kept.mentors[other].key: int(kept.points[row]) for row in rows for other in [kept.mentor[row]]}
    people = sorted(worth, key=lambda key: (-worth[key], key))[:BEST]
    found = {row.person_id: row for row in Mentor.objects.filter(person__in=people).select_related("person")}
    return [(found[key], worth[key]) for key in people if key in found]


def mentors_named(matching, name):
    """Mentors of the round's place by a part of their name, also those whom a rule keeps from a pair."""
    rows = mentors_of(matching).filter(person__display_name__icontains=name) if name else Mentor.objects.none()
    return rows.select_related("person").order_by("person__display_name", "pk")[:FOUND]


def looked_at(matching, request, mentor, kind, more=0):
    """What a choice would change, ready for the page; ValidationError where it cannot be."""
    told = asked(matching, request, mentor, kind, more)
    broken = verdict_on(matching, request, mentor).because
    return {
        "rows": compared(told),
        "broken": broken_said([each for each in broken if each.code != "forbidden"]),
        **{name: people_of(getattr(told, name)) for name in ("alone", "gained", "moved")},
    }


def asked(matching, request, mentor, kind, more):
    """What the engine tells of the choice."""
    from .actions import what_if  # as in mentoring.actions.rounds

    pair = {"round": matching, "request": request, "mentor": mentor}
    if kind == Choice.Kind.FORBID:
        return what_if.if_forbidden(**pair)
    if kind == Choice.Kind.PREFER:
        return what_if.if_preferred(**pair, points=more)
    try:
        return what_if.if_locked(**pair)
    except ValidationError as refusal:
        if refusal.code != "lock":
            raise
        raise ValidationError(why_no_lock(refusal.__cause__.code, mentor), code="lock") from refusal


def why_no_lock(code, mentor):
    """Why a pair cannot be made; who avoids whom stays untold."""
    said = {
        "full": _("%(mentor)s has no free place beside the pairs that are locked."),
        "unknown": _("This round was solved without one of them. Solve it again first."),
    }
    return said[code] % {"mentor": mentor.person.display_name} if code in said else never()


def verdict_on(matching, request, mentor):
    """The engine's Verdict on the pair within the round, as people are now."""
    ours = MentoringRequest.objects.filter(pk=request.pk), Mentor.objects.filter(pk=mentor.pk)
    parties = gathered(matching, *ours, reserved={}, since=matching.starts_on)
    return points(parties.mentees[request.pk], parties.mentors[mentor.pk], parties.terms)


def compared(told):
    """[(words, before, after, change)] of the figures."""
    words = {
        "matched": _("matched"),
        "thin": _("thin pairs"),
        "waited": _("alone last round, matched now"),
        "total": _("points in all"),
    }
    names = told.before._fields
    rows = zip(names, told.before, told.after, told.change, strict=True)
    return [(words[name], before, after, f"{change:+d}" if change else "0") for name, before, after, change in rows]


def people_of(requests):
    """(names of the first NAMED, how many more there are)."""
    found = MentoringRequest.objects.filter(pk__in=requests[:NAMED]).order_by("person__display_name", "pk")
    return list(found.values_list("person__display_name", flat=True)), max(len(requests) - NAMED, 0)
