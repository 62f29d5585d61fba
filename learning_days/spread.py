"""What spread, in ready strings for the pages: by region, by generation, from each edition and workshop."""

from functools import partial

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.models import Region

from .models import Edition, Sharing, SharingTeacher
from .rules.spread import Fact, cells, origins, total
from .sharing_sources import released_titles

LAST_HAND = 4  # this one and all later ones are told together
# Translators: how far a report is from the Learning Days: told by who was there, by who learned from them, and so on.
HANDS = {
    1: pgettext_lazy("generation", "first hand"),
    2: pgettext_lazy("generation", "second hand"),
    3: pgettext_lazy("generation", "third hand"),
    4: pgettext_lazy("generation", "fourth hand or later"),
}
PARTS = (1, 2, 3)  # of a bar: first hand, second hand, later
NOWHERE = gettext_lazy("Everywhere, or not told")

number = partial(formats.number_format, use_l10n=True, force_grouping=True)


def hand_of(generation):
    return min(generation, LAST_HAND)


class Reports:
    """All reports as facts, the newest first, with the place of each in its thread: one query."""

    def __init__(self):
        self.facts = {row[0]: Fact(*row) for row in Sharing.objects.facts()}
        self.origins = origins(self.facts.values())
        self.shown = [fact for fact in self.facts.values() if fact.is_shown]

    def narrowed(self, *, keys=None, edition=None, workshop=None, hand=None):
        """The shown facts that fit all of that."""
        return [
            fact
            for fact in self.shown
            if (keys is None or fact.pk in keys)
            and (edition is None or self.origins[fact.pk].edition == edition)
            and (workshop is None or self.origins[fact.pk].workshop == workshop)
            and (hand is None or self.hand(fact) == hand)
        ]

    def hand(self, fact):
        return hand_of(self.origins[fact.pk].generation)


def spread_of(reports, facts):
    """All pictures and tables of these facts, as templates show them."""
    whole = total(facts)
    return {
        "reports": number(whole.reports),
        "people": number(whole.people),
        "teachers": number(_teachers(facts)),
        "language_count": number(len({fact.language for fact in facts})),
        "regions": _regions(reports, facts),
        "hands": _hands(reports, facts),
    }


def _teachers(facts):
    return SharingTeacher.objects.standing().filter(sharing__in=[fact.pk for fact in facts]).count()


def _regions(reports, facts):
    """[{name, slug, reports, people, parts: [people by hand], bar: [(x, width)], said}], the most reached first."""
    names = {row.pk: row for row in Region.objects.all()}
    split = cells(facts, lambda fact: (fact.region, min(reports.hand(fact), PARTS[-1])))
    rows = sorted(cells(facts, lambda fact: fact.region).items(), key=lambda row: (-row[1].people, row[0] or 0))
    most = max((cell.people for _region, cell in rows), default=0) or 1
    found = []
    for region, cell in rows:
        parts = [split[region, hand].people if (region, hand) in split else 0 for hand in PARTS]
        name = _(names[region].name) if region else str(NOWHERE)
        found.append(
            {
                "name": name,
                "slug": names[region].slug if region else "",
                "reports": number(cell.reports),
                "people": number(cell.people),
                "parts": [number(people) for people in parts],
                "bar": _bar(parts, most),
            }
        )
    return found


def _bar(parts, most):
    """[(x, width)] in per cent of the greatest bar, as SVG reads them."""
    places, x = [], 0
    for people in parts:
        width = 100 * people / most
        places.append((f"{x:.2f}", f"{width:.2f}"))
        x += width
    return places


def _hands(reports, facts):
    """[{hand, label, reports, people, width}] of each generation, those without a report too until the last one."""
    found = cells(facts, reports.hand)
    most = max((cell.people for cell in found.values()), default=0) or 1
    rows = [(hand, found[hand]) for hand in sorted(found)]
    return [
        {
            "hand": hand,
            "label": HANDS[hand],
            "reports": number(cell.reports),
            "people": number(cell.people),
            "width": f"{100 * cell.people / most:.2f}",
        }
        for hand, cell in rows
    ]


def from_editions(reports, facts, now):
    """[{edition, reports, people}] of the editions that everybody may read, the newest first."""
    found = cells(facts, lambda fact: reports.origins[fact.pk].edition)
    editions = Edition.objects.published_at(now).filter(pk__in=[key for key in found if key]).select_related("language")
    return [
        {"edition": row, "reports": number(found[row.pk].reports), "people": number(found[row.pk].people)}
        for row in editions.newest_first()
    ]


def from_workshops(reports, facts, edition):
    """[{title, lang, pk, reports, people}] of the released workshops of an edition, the most reached first."""
    found = cells(facts, lambda fact: reports.origins[fact.pk].workshop)
    titles = released_titles([edition])
    rows = sorted(
        ((key, cell) for key, cell in found.items() if key in titles), key=lambda row: (-row[1].people, row[0])
    )
    return [
        {
            "pk": key,
            "title": titles[key].title,
            "lang": titles[key].lang,
            "reports": number(cell.reports),
            "people": number(cell.people),
        }
        for key, cell in rows
    ]
