"""The beginning of a thread: ideas, the findings that rest on them, and the courses that grew from both."""

from django.db.models import Q
from django.utils.translation import gettext as _

from academy.models import Course
from consultations.models import Evidence, Finding, Idea, Merge

from .things import MOST, Thing

READ_COMMENT = Q(comment__idea__isnull=False, comment__hidden_at__isnull=True)


def ideas(condition, reader):
    """Shared ideas. Those that were merged into an idea come before it."""
    shown = Idea.objects.shared().filter(condition, consultation__published_at__lte=reader.now)
    rows = shown.select_related("consultation", "language", "outcome").order_by("-shared_at", "-pk")[: MOST + 1]
    merged = {}
    for source, target in Merge.objects.accepted().filter(target__in=rows_keys(rows)).values_list("source", "target"):
        merged.setdefault(target, []).append(("idea", source))
    return [_idea(row, merged.get(row.pk, ())) for row in rows]


def rows_keys(rows):
    """The keys of rows; the rows are asked for here and kept."""
    return [row.pk for row in rows]


def _idea(row, parents):
    outcome = getattr(row, "outcome", None)
    return Thing(
        kind="idea",
        pk=row.pk,
        title=row.title,
        lang=row.language.code,
        url=row.get_absolute_url(),
        day=row.shared_at.date(),
        parents=tuple(parents),
        note=_("Outcome: %(outcome)s") % {"outcome": outcome.get_kind_display()} if outcome else "",
        is_demonstration=row.is_demonstration,
    )


def ideas_below(keys):
    return Q(pk__in=Merge.objects.accepted().filter(source__in=keys["idea"]).values("target"))


def findings(condition, reader):
    """Published findings. The ideas that they cite come before them, and those on which a cited comment was made."""
    shown = Finding.objects.published_at(reader.now).filter(condition, consultation__published_at__lte=reader.now)
    rows = shown.select_related("consultation", "language").order_by("-published_at", "-pk")[: MOST + 1]
    cited = {}
    pieces = Evidence.objects.filter(Q(idea__isnull=False) | READ_COMMENT, finding__in=rows_keys(rows))
    for finding, idea, commented in pieces.values_list("finding", "idea", "comment__idea"):
        cited.setdefault(finding, set()).add(("idea", idea or commented))
    return [_finding(row, cited.get(row.pk, ())) for row in rows]


def _finding(row, parents):
    return Thing(
        kind="finding",
        pk=row.pk,
        title=row.title,
        lang=row.language.code,
        url=row.get_absolute_url(),
        day=row.published_at.date(),
        parents=tuple(sorted(parents, key=repr)),
    )


def findings_below(keys):
    cited = Q(idea__in=keys["idea"]) | Q(READ_COMMENT, comment__idea__in=keys["idea"])
    return Q(pk__in=Evidence.objects.filter(cited).values("finding"))


def courses(condition, reader):
    """Published courses."""
    shown = Course.objects.published_at(reader.now).filter(condition).defer("body", "body_html")
    rows = shown.select_related("language").order_by("-published_at", "-pk")[: MOST + 1]
    return [_course(row) for row in rows]


def _course(row):
    return Thing(
        kind="course",
        pk=row.pk,
        title=row.title,
        lang=row.language.code,
        url=row.get_absolute_url(),
        day=row.published_at.date(),
        parents=origins(row),
        is_demonstration=row.is_demonstration,
    )


def courses_below(keys):
    return Q(finding__in=keys["finding"]) | Q(idea__in=keys["idea"])


def origins(row):
    """The course, finding and idea that something names as its origin."""
    named = ((kind, getattr(row, f"{kind}_id", None)) for kind in ("course", "finding", "idea"))
    return tuple(parent for parent in named if parent[1])
