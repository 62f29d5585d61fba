"""The languages and concepts side by side: a heat table, the same in words, and what it adds up to."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .models import Ballot
from .results import overlapping, pooled
from .rules.verdicts import Verdict
from .word_rows import ICONS, support

# What one most wants to know first: which word holds, then what stands in its way.
ORDER = (
    Verdict.PREFERRED,
    Verdict.ADMITTED,
    Verdict.CONTESTED,
    Verdict.UNDECIDED,
    Verdict.TOO_FEW,
    Verdict.AVOID,
)


def matrix(concepts, rows, results):
    """Adds to each row of a language its `cells`, one a concept, in their order."""
    of_cell = by_cell(results)
    for row in rows:
        row["cells"] = [(concept, cell(of_cell.get((row["pk"], concept.pk), ()))) for concept in concepts]
    return rows


def by_cell(results):
    """{(language id, concept id): the results that show numbers and were judged}."""
    found = {}
    for result in results:
        if result.place is not None:
            found.setdefault((result.term.language_id, result.term.concept_id), []).append(result)
    return found


def cell(results):
    """What one language says of one concept, or None without judged words.

    Its preferred words, or where there is none its leading words, tied ones together; where no word has more for it
    than against it the verdict alone, that of the first by net.
    """
    if not results:
        return None
    preferred = [result for result in results if result.verdict is Verdict.PREFERRED]
    words = [result for result, _tally in overlapping([(result, result.tally) for result in preferred])]
    words = words or [result for result in results if result.is_leader]
    first = (words or results)[0]
    return {
        "words": words,
        "shown": together(words),
        "verdict": first.verdict,
        "icon": ICONS[first.verdict],
        "support": support(first.tally) if len(words) == 1 else "",
    }


def together(words):
    """The words in their own language and direction; tied ones are called so. They stand on the page twice."""
    if not words:
        return format_html('<span class="quiet">{}</span>', _("no word with more votes for it than against it"))
    shown = format_html_join(
        mark_safe(' <span class="quiet">/</span> '),
        '<bdi class="verdict-cell__word" lang="{}" dir="{}">{}</bdi>',
        ((word.language.code, word.language.direction, word.term.text) for word in words),
    )
    return format_html('<span class="quiet">{}</span> {}', _("tied:"), shown) if len(words) > 1 else shown


def in_words(concepts, rows, results):
    """For each concept in how many languages a word is preferred, of how many that show numbers; and by verdict which.

    `rows` are those of the matrix, with their cells.
    """
    told = []
    for place, concept in enumerate(concepts):
        cells = [(row, row["cells"][place][1]) for row in rows if row["cells"][place][1]]
        told.append(
            {
                "concept": concept,
                "preferred": sum(cell["verdict"] is Verdict.PREFERRED for _row, cell in cells),
                "languages": len(cells),
                "verdicts": _by_verdict(cells),
                "pooled": pooled(result for result in results if result.term.concept_id == concept.pk),
            }
        )
    return told


def _by_verdict(cells):
    """[(verdict, icon, [(row, cell)])] of the verdicts that occur."""
    groups = [(found, [(row, cell) for row, cell in cells if cell["verdict"] is found]) for found in ORDER]
    return [(found, ICONS[found], group) for found, group in groups if group]


def reasons_by_language(rows, results):
    """[(row, [(term, [(reason, people)])])]: why not which word, where at least five people gave the same reason."""
    told = {}
    for result in results:
        if result.reasons:
            reasons = [(Ballot.Reason(reason).label, people) for reason, people in result.reasons.items()]
            told.setdefault(result.term.language_id, []).append((result.term, reasons))
    return [(row, told[row["pk"]]) for row in rows if row["pk"] in told]
