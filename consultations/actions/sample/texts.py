"""Ideas with their comments, endorsements and outcomes, and the questions."""

from datetime import timedelta
from itertools import chain

from simple_history.utils import bulk_create_with_history

from people.models import ActivityArea

from ...models import Comment, Endorsement, Idea, Outcome, Question
from .source import form_key, languages_by_code, read

BETWEEN_ENDORSEMENTS = timedelta(hours=5)
OUTCOMES_AFTER = timedelta(days=60)  # after the opening


def load_ideas(*, consultation, people):
    """The ideas that are missing, each with all that hangs on it."""
    rows = {form_key("idea", row["key"]): row for row in read("ideas")["ideas"]}
    rows = _missing(Idea, rows)
    if not rows:
        return
    languages = languages_by_code()
    topics = {topic.slug: topic for topic in consultation.topics.all()}
    ideas = [
        _idea(key, row, consultation, topics[row["topic"]], people[row["author"]], languages[row["lang"]])
        for key, row in rows.items()
    ]
    pairs = list(zip(_save(ideas, Idea), rows.values(), strict=True))
    _load_areas(pairs)
    _load_endorsements(pairs, people)
    _load_comments(pairs, people, languages)


def load_outcomes(*, consultation, people):
    """What became of the ideas on which nobody decided since. The decision on a real idea names nobody."""
    rows = {form_key("idea", row["key"]): row for row in read("ideas")["ideas"] if "outcome" in row}
    decided = Outcome.history.filter(idea__consultation=consultation).values("idea")
    outcomes = [
        Outcome(
            idea=idea,
            **{
                "decided_at": consultation.opens_at + OUTCOMES_AFTER,
                "decided_by": people["organizer"] if idea.is_demonstration else None,
                **rows[idea.form_key]["outcome"],
            },
        )
        for idea in Idea.objects.filter(form_key__in=rows).exclude(pk__in=decided).order_by("pk")
    ]
    bulk_create_with_history(outcomes, Outcome)


def load_questions(*, consultation, people):
    """The questions that are missing, with their answers."""
    rows = _missing(Question, {form_key("question", row["key"]): row for row in read("questions")["questions"]})
    if not rows:
        return
    languages = languages_by_code()
    questions = [
        Question(
            consultation=consultation,
            author=people[row["author"]],
            language=languages[row["lang"]],
            body=row["body"],
            form_key=key,
            created_at=row["asked_at"],
            **_answer(row, people),
        )
        for key, row in rows.items()
    ]
    _save(questions, Question)


def _missing(model, rows):
    known = set(model.objects.filter(form_key__in=rows).values_list("form_key", flat=True))
    return {key: row for key, row in rows.items() if key not in known}


def _save(texts, model):
    """Save new texts with a first entry in their history on the day that they were written."""
    for text in texts:
        text._history_date = text.created_at
        text._history_user = text.author
    return bulk_create_with_history(texts, model, batch_size=500)


def _idea(key, row, consultation, topic, author, language):
    return Idea(
        consultation=consultation,
        topic=topic,
        author=author,
        language=language,
        title=row["title"],
        body=row["body"],
        form_key=key,
        created_at=row["shared_at"],
        shared_at=row["shared_at"],
        source_url=row.get("source_url", ""),
        is_demonstration=row["demonstration"],
    )


def _answer(row, people):
    if "answer" not in row:
        return {}
    answer = row["answer"]
    return {
        "answer": answer["body"],
        "answered_at": answer["answered_at"],
        "answered_by": people[answer["author"]],
    }


def _load_areas(pairs):
    areas = dict(ActivityArea.objects.values_list("slug", "pk"))
    through = Idea.areas.through
    through.objects.bulk_create(
        through(idea=idea, activityarea_id=areas[slug]) for idea, row in pairs for slug in row["areas"]
    )


def _load_endorsements(pairs, people):
    Endorsement.objects.bulk_create(
        Endorsement(idea=idea, person=people[key], created_at=idea.shared_at + BETWEEN_ENDORSEMENTS * place)
        for idea, row in pairs
        for place, key in enumerate(row["endorsers"], start=1)
    )


def _load_comments(pairs, people, languages):
    """Comments, then the answers to them, and so on down."""
    level = [
        (form_key("comment", f"{row['key']}/{place}"), item, idea, None)
        for idea, row in pairs
        for place, item in enumerate(row.get("comments", []))
    ]
    while level:
        comments = _save([_comment(*entry, people, languages) for entry in level], Comment)
        level = list(
            chain.from_iterable(
                _replies(comment, item) for comment, (key, item, *_) in zip(comments, level, strict=True)
            )
        )


def _comment(key, item, idea, parent, people, languages):
    return Comment(
        idea=idea,
        parent=parent,
        thread=(parent.thread or parent) if parent else None,
        author=people[item["author"]],
        language=languages[item["lang"]],
        body=item["body"],
        form_key=key,
        created_at=item["written_at"],
        source_url=item.get("source_url", ""),
    )


def _replies(comment, item):
    for place, reply in enumerate(item.get("replies", [])):
        yield form_key("comment", f"{comment.form_key}/{place}"), reply, comment.idea, comment
