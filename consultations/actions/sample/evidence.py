"""Focus groups, findings with what they rest on, and resources: real ones, and only those that are missing."""

from itertools import chain

from simple_history.utils import bulk_create_with_history

from ...models import Comment, Evidence, Finding, FocusGroup, Idea, Resource, Term
from .source import form_key, languages_by_code, read


def load_evidence(*, consultation):
    """The groups, findings and resources of 2016; what organizers wrote since stays as it is."""
    sample, languages = read("evidence"), languages_by_code()
    if not consultation.focus_groups_note:
        consultation.focus_groups_note = sample["focus_groups_note"]["text"]
        consultation.save(update_fields=["focus_groups_note", "focus_groups_note_html"])
    groups = _focus_groups(consultation, sample["focus_groups"])
    _findings(consultation, sample["findings"], languages, groups)
    _resources(consultation, sample["resources"], languages)


def _focus_groups(consultation, rows):
    """{key: the group}. Groups and findings are known by their place: an organizer may have corrected their words."""
    known = set(consultation.focus_groups.values_list("position", flat=True))
    missing = [
        FocusGroup(consultation=consultation, position=place, **_without(row, "key"))
        for place, row in enumerate(rows, start=1)
        if place not in known
    ]
    bulk_create_with_history(missing, FocusGroup)
    by_place = {group.position: group for group in consultation.focus_groups.all()}
    return {row["key"]: by_place[place] for place, row in enumerate(rows, start=1)}


def _findings(consultation, rows, languages, groups):
    known = set(consultation.findings.values_list("position", flat=True))
    missing = [(place, row) for place, row in enumerate(rows, start=1) if place not in known]
    findings = [
        Finding(
            consultation=consultation,
            language=languages["en"],
            published_at=consultation.opens_at,
            position=place,
            **_without(row, "evidence"),
        )
        for place, row in missing
    ]
    made = bulk_create_with_history(findings, Finding)
    cited = [_pieces(finding, row, groups, consultation) for finding, (_place, row) in zip(made, missing, strict=True)]
    Evidence.objects.bulk_create(chain.from_iterable(cited))


def _pieces(finding, row, groups, consultation):
    for place, piece in enumerate(row["evidence"], start=1):
        (kind, key), *_note = piece.items()
        thing = groups[key] if kind == "focus_group" else FOUND[kind](key, consultation)
        yield Evidence(finding=finding, position=place, note=piece.get("note", ""), **{kind: thing})


def _term(key, consultation):
    concept, language, text = key
    return Term.objects.get(
        concept__consultation=consultation, concept__slug=concept, language__code=language, text=text
    )


FOUND = {
    "idea": lambda key, consultation: Idea.objects.get(consultation=consultation, form_key=form_key("idea", key)),
    "comment": lambda key, consultation: Comment.objects.get(
        idea__consultation=consultation, form_key=form_key("comment", key)
    ),
    "term": _term,
}


def _resources(consultation, rows, languages):
    known = set(consultation.resources.values_list("url", flat=True))
    missing = [
        Resource(consultation=consultation, language=languages[row["lang"]], **_without(row, "lang"))
        for row in rows
        if row["url"] not in known
    ]
    bulk_create_with_history(missing, Resource)


def _without(row, name):
    return {key: value for key, value in row.items() if key != name}
