"""Translations of a few texts into Spanish, French and Arabic, by people of the sample."""

from datetime import timedelta

from simple_history.utils import bulk_create_with_history

from ...models import Comment, Finding, Idea, Question, Term, Translation
from .source import form_key, languages_by_code, read

TRANSLATED_AFTER = timedelta(days=20)  # after the opening
FIRST_REVISION = 1  # what stands in the files; a text that its author changed since has an outdated translation


def load_translations(*, consultation, people):
    """The translations that are missing, of texts that are there; what volunteers improved stays as it is."""
    rows = read("translations")["translations"]
    sources = {
        (row["of"], row["key"]): FOUND[row["of"]](row["key"], consultation).first()
        for row in {(row["of"], row["key"]): row for row in rows}.values()
    }
    languages = languages_by_code()
    known = set(
        Translation.objects.of(source for source in sources.values() if source).values_list(*FOUND, "language__code")
    )
    missing = []
    for row in rows:
        source = sources[row["of"], row["key"]]
        place = (*(source.pk if kind == row["of"] and source else None for kind in FOUND), row["lang"])
        if source and place not in known:
            missing.append(_translation(row, source, languages[row["lang"]], people[row["author"]], consultation))
    bulk_create_with_history(missing, Translation)


def _translation(row, source, language, author, consultation):
    translation = Translation(
        language=language,
        author=author,
        revision=FIRST_REVISION,
        form_key=form_key("translation", f"{row['of']}/{row['key']}/{row['lang']}"),
        created_at=consultation.opens_at + TRANSLATED_AFTER,
        **{row["of"]: source},
        **{part: row[part] for part in ("title", "body", "answer") if part in row},
    )
    translation._history_date, translation._history_user = translation.created_at, author
    return translation


def _term(key, consultation):
    concept, language, text = key.split("/")
    terms = Term.objects.in_consultation(consultation)
    return terms.filter(concept__slug=concept, language__code=language, text=text)


FOUND = {
    "idea": lambda key, consultation: Idea.objects.filter(form_key=form_key("idea", key)),
    "comment": lambda key, consultation: Comment.objects.filter(form_key=form_key("comment", key)),
    "question": lambda key, consultation: Question.objects.filter(form_key=form_key("question", key)),
    "term": _term,
    "finding": lambda key, consultation: Finding.objects.filter(consultation=consultation, position=int(key)),
}
