"""The answers of an application, as they were written and as reviewers read them."""

from people.text import render_markdown

from .rules.blinding import hidden_words, without


def answer_rows(application, criteria, bodies):
    """Each criterion with its answer; `bodies`: {criterion slug: Markdown}."""
    hidden = hidden_words(application)
    for criterion in criteria:
        body = bodies.get(criterion.slug, "")
        seen = without(body, hidden)
        yield {
            "criterion": criterion,
            "body_html": render_markdown(body),
            "blind_html": render_markdown(seen),
            "is_blanked": seen != body,
        }


def kept_rows(application):
    """The rows of what is kept."""
    answers = application.answers.values_list("criterion__slug", "body")
    return list(answer_rows(application, application.cohort.criteria.order_by("position", "pk"), dict(answers)))
