"""One application as its reviewer reads it: answers without names, and others' scores once the own are in."""

from collections import defaultdict

from django.utils.translation import gettext as _

from people.text import render_markdown

from .models import Score
from .rules.blinding import blinded
from .rules.reviewing import reviewers_differ


def criterion_rows(review, form, now):
    """What the page shows of each criterion: the answer blinded, the field, and, after the own scores, the others'."""
    answers = {answer.criterion_id: answer for answer in review.application.answers.all()}
    others = _others(review, now) if review.submitted_at else {}
    own = form.given
    for criterion in form.criteria:
        answer, given = answers.get(criterion.pk), others.get(criterion.pk, [])
        text = blinded(answer.body, review.application) if answer else ""
        levels = [*given, own.get(criterion.pk)]
        yield {
            "criterion": criterion,
            "share": f"{criterion.weight / 10:g}",
            "html": render_markdown(text),
            "field": form[form.name_of(criterion)],
            "own": own.get(criterion.pk),
            "others": ", ".join(_word(level) for level in given),
            "expected": answer.expected_level if answer and review.submitted_at else None,
            "differ": bool(given) and reviewers_differ([{0: level} for level in levels]),
        }


def _word(level):
    return _("not scored") if level is None else str(level)


def _others(review, now):
    """{criterion: the levels of the others by size, None (not scored) last}. Names are not asked for."""
    scores = Score.objects.visible_to(review.reviewer, now).filter(review__application=review.application_id)
    scores = scores.filter(review__submitted_at__isnull=False).exclude(review=review)
    given = defaultdict(list)
    for criterion, level in scores.values_list("criterion", "level"):
        given[criterion].append(level)
    return {one: sorted(levels, key=lambda level: (level is None, level or 0)) for one, levels in given.items()}
