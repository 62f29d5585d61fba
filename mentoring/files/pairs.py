"""The pairs of a round as a table: CSV for organizers, and wikitext of what may stand on a wiki."""

from itertools import islice

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from consultations.feeds.columns import NUMBER, TEXT, Column, record
from consultations.feeds.formats import csv_text
from consultations.feeds.wikitext import plain
from consultations.rules.small_cells import LEAST
from people.models import Person

from ..because import Reader, because, names_for
from ..models import Pairing, Proposal
from ..round_page import figures_of

AT_ONCE = 500  # pairs whose names are looked up together
WIKI_NAME = Person.Shown.WIKI_USERNAME


def part(code):
    """Reads the points that a pair has for one reason."""
    return lambda row: sum(each["points"] for each in row[0].codes if each["code"] == code)


COLUMNS = [
    Column("mentee", TEXT, gettext_lazy("user name of who asked"), lambda row: row[0].request.person.username),
    Column("mentor", TEXT, gettext_lazy("user name of the mentor"), lambda row: row[0].mentor.person.username),
    Column("points", NUMBER, gettext_lazy("0 to 100"), lambda row: row[0].points),
    Column("skills", NUMBER, gettext_lazy("points for wanted skills, up to 40"), part("skills")),
    Column("languages", NUMBER, gettext_lazy("points for the common language, up to 25"), part("languages")),
    Column("hours", NUMBER, gettext_lazy("points for common hours, up to 25"), part("hours")),
    Column("choice", NUMBER, gettext_lazy("points that organizers gave, up to 10"), part("choice")),
    Column(
        "state", TEXT, gettext_lazy("draft, open, accepted, declined, expired or withdrawn"), lambda row: state(row[0])
    ),
    Column("reasons", TEXT, gettext_lazy("why these two"), lambda row: " ".join(row[1])),
]


def state(proposal):
    if proposal.offered_at is None:
        return "draft"
    return proposal.answer or "open"


def pairs_csv(matching):
    """Every pair of a round, the drafts too, in chunks of text: for organizers alone."""
    return csv_text(COLUMNS, (record(COLUMNS, row) for row in with_reasons(matching)))


def with_reasons(matching):
    """(proposal, its reasons in sentences) in the order of names, read in parts."""
    rows = Proposal.objects.filter(round=matching).select_related("request__person", "mentor__person")
    rows = rows.order_by("request__person__username", "pk").iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        names = names_for([row.codes for row in some])
        for row in some:
            two = {"mentee": row.request.person.display_name, "mentor": row.mentor.person.display_name}
            yield row, because(row.codes, reader=Reader.ORGANIZER, names=names, **two)


def wikitext(matching, solution):
    """The figures of a published round, and those pairs of which both show their wiki name to everybody.

    No points and no reasons: those are the pair's own. Who else is paired is counted alone. As on the page of the round
    nothing is counted where so few took part that a number would tell them apart.
    """
    pairs = Pairing.objects.filter(proposal__round=matching).select_related("mentee", "mentor__person")
    pairs = list(pairs.order_by("pk"))
    named = [two for two in ((row.mentee, row.mentor.person) for row in pairs) if all(map(is_shown, two))]
    address = f"{settings.SITE_URL}{matching.get_absolute_url()}"
    lines = [
        f"== {plain(matching.title)} ==",
        f"[{address} {plain(_('The rules of this round, its figures and its proof'))}]",
        "",
        *figures(solution),
        *table([_("Mentee"), _("Mentor")], [[account(person) for person in two] for two in named]),
    ]
    if len(pairs) >= LEAST:
        lines += ["", plain(_("Pairs in all: %(count)d") % {"count": len(pairs)})]
    return "\n".join(lines) + "\n"


def is_shown(person):
    """Whether a person chose that everybody may read the wiki name."""
    return bool(person.is_active and person.wiki_username and WIKI_NAME in person.shown)


def account(person):
    return f"[[User:{plain(person.wiki_username)}|{plain(person.wiki_username)}]]"


def figures(solution):
    """The lines of the table, none where the page of the round hides the figures too."""
    kept = figures_of(solution)
    if kept is None or kept["is_hidden"]:
        return []
    told = {
        _("Requests"): kept["requests"],
        _("Mentors with a free place"): kept["mentors"],
        _("Free places"): kept["places"],
        _("People with a mentor proposed"): kept["matched"],
    }
    return [*table([_("Figure"), _("Number")], [[plain(name), str(number)] for name, number in told.items()]), ""]


def table(head, rows):
    direction = "rtl" if get_language_bidi() else "ltr"
    lines = [f'{{| class="wikitable" lang="{get_language()}" dir="{direction}"', "|-"]
    lines += [f'! scope="col" | {plain(name)}' for name in head]
    for row in rows:
        lines += ["|-", *(f"| {cell}" for cell in row)]
    return [*lines, "|}"]
