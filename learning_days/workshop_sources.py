"""What a workshop can grow from, as one choice: "course-3", "finding-7", "idea-12"."""

from django.utils.translation import gettext_lazy as _

from academy.models import Course
from consultations.models import Finding, Idea

KINDS = {"course": Course, "finding": Finding, "idea": Idea}


def _seen(kind, now):
    """Those that everybody may read."""
    if kind == "course":
        return Course.objects.published_at(now)
    rows = Finding.objects.published_at(now) if kind == "finding" else Idea.objects.shared()
    return rows.filter(consultation__published_at__lte=now)


def offered(person, now, extra=None):
    """Grouped choices: published courses and findings, and the person's own ideas; `extra` among them in any case."""
    ideas = _seen("idea", now).filter(author=person)
    groups = {
        "course": (_("Courses"), _seen("course", now)),
        "finding": (_("Findings"), _seen("finding", now)),
        "idea": (_("Ideas"), ideas),
    }
    choices = []
    for kind, (words, rows) in groups.items():
        options = [(f"{kind}-{key}", title) for key, title in rows.order_by("title", "pk").values_list("pk", "title")]
        if extra and extra[0].startswith(f"{kind}-") and extra not in options:
            options.append(extra)
        choices += [(words, options)] if options else []
    return choices


def found(key, person, now, *, seen=True):
    """(key, title) of what the key names, as far as everybody may read it (`seen`), or None."""
    kind, _dash, number = key.partition("-")
    if kind not in KINDS or not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    rows = _seen(kind, now) if seen else KINDS[kind].objects.all()
    title = rows.filter(pk=int(number)).values_list("title", flat=True).first()
    return title and (f"{kind}-{int(number)}", title)


def key_of(workshop):
    """The choice that stands for what a workshop grew from."""
    return next(f"{kind}-{key}" for kind in KINDS if (key := getattr(workshop, f"{kind}_id")))


def parted(key):
    """The columns of a workshop for a choice: one is set, the others are empty."""
    chosen, _dash, number = key.partition("-")
    return {f"{kind}_id": int(number) if kind == chosen else None for kind in KINDS}
