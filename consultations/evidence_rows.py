"""What findings rest on, and which findings rest on a thing, as pages show it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from .models import Evidence

WORDS_OF_A_COMMENT = 60


def evidence_rows(evidence, consultation):
    """What `_evidence.html` shows of each piece; it comes `with_things`. A hidden text has no words."""
    for piece in evidence:
        row = DESCRIBED[_kind(piece)](piece.thing, consultation)
        yield {"note": "" if row.get("is_hidden") else piece.note, **row}


def findings_citing(kind, keys):
    """{key: [finding]}: the findings which readers see that cite an idea, a comment, a term or a group; one query."""
    evidence = Evidence.objects.of_published(timezone.now()).filter(**{f"{kind}__in": keys})
    found = {}
    for piece in evidence.select_related("finding__consultation").order_by("finding__position", "finding_id"):
        found.setdefault(getattr(piece, f"{kind}_id"), []).append(piece.finding)
    return found


def counted(finding):
    """What a finding rests on, in numbers: ready sentences; it comes `with_evidence_counts`."""
    groups, ideas, comments, terms = (
        getattr(finding, f"{kind}_count") for kind in ("focus_group", "idea", "comment", "term")
    )
    said = [
        (groups, ngettext("%(number)s focus group", "%(number)s focus groups", groups)),
        (ideas, ngettext("%(number)s idea", "%(number)s ideas", ideas)),
        (comments, ngettext("%(number)s comment", "%(number)s comments", comments)),
        (terms, ngettext("%(number)s word", "%(number)s words", terms)),
    ]
    return [sentence % {"number": number} for number, sentence in said if number]


def _kind(piece):
    return piece.thing._meta.model_name


def _group(group, consultation):
    group.consultation = consultation
    day = group.held_on and date_format(group.held_on)
    about = [part for part in (group.place, day, group.when_note) if part]
    return {"label": _("Focus group"), "url": group.get_absolute_url(), "title": group.setting, "about": about}


def _idea(idea, consultation):
    idea.consultation = consultation
    if _unseen(idea):
        return {"label": _("Idea"), "url": idea.shared_at and idea.get_absolute_url(), "is_hidden": True}
    outcome = getattr(idea, "outcome", None)
    return {
        "label": _("Idea"),
        "url": idea.get_absolute_url(),
        "lang": idea.language.code,
        "title": idea.title,
        "about": [idea.author.display_name],
        "outcome": outcome and outcome.get_kind_display(),
        "state": "closed" if outcome and outcome.kind == "declined" else "open",
        "is_demonstration": idea.is_demonstration,
    }


def _comment(comment, consultation):
    place = comment.idea or comment.topic
    place.consultation = consultation
    if comment.hidden_at or (comment.idea and _unseen(comment.idea)):
        return {"label": pgettext("evidence", "Comment"), "is_hidden": True}
    return {
        "label": pgettext("evidence", "Comment"),
        "url": comment.get_absolute_url(),
        "lang": comment.language.code,
        "title": _("A comment on “%(title)s”") % {"title": place.title},
        "text": Truncator(strip_tags(comment.body_html)).words(WORDS_OF_A_COMMENT),
        "about": [comment.author.display_name],
    }


def _term(term, consultation):
    term.concept.consultation = consultation
    if term.hidden_at:
        return {"label": _("Word"), "is_hidden": True}
    return {
        "label": _("Word"),
        "url": f"{term.get_absolute_url()}#term-{term.pk}",
        "lang": term.language.code,
        "title": term.text,
        "about": [term.language.autonym, term.concept.title],
        "is_demonstration": term.is_demonstration,
    }


def _unseen(idea):
    return idea.hidden_at or not idea.shared_at


DESCRIBED = {"focusgroup": _group, "idea": _idea, "comment": _comment, "term": _term}
