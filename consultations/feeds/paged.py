"""Feeds that lead from page to page (RFC 5005), with each entry's whole text in its language."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from ..licence import TEXTS

ENTRIES = 50  # on one page of a feed
NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def page_number(request):
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def in_xml(text):
    """The text without the characters that XML cannot hold at all."""
    return text.translate(NOT_IN_XML)


class PagedAtom(Atom1Feed):
    """Atom with the whole text of each entry in its language, and links to the older and newer pages."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for rel, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})
        handler.addQuickElement("link", "", {"rel": "license", "href": TEXTS["url"]})

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        text = item["description"]
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", text, {"type": "html"})


class PagedFeed(Feed):
    """A feed of the rows that `entries(of)` answers, the newest first, found at the path `address(of)`.

    `of`: what the feed belongs to, such as a consultation; None for one of the whole site.
    """

    feed_type = PagedAtom

    def get_object(self, request, of=None):
        self.page = page_number(request)
        first = (self.page - 1) * ENTRIES
        found = list(self.entries(of)[first : first + ENTRIES + 1])
        self.rows, self.has_older = found[:ENTRIES], len(found) > ENTRIES
        return of

    def feed_url(self, of):
        return self.page_url(of, self.page)

    def page_url(self, of, page):
        address = settings.SITE_URL + self.address(of)
        return f"{address}?page={page}" if page > 1 else address

    def feed_extra_kwargs(self, of):
        pages = {"first": self.page_url(of, 1)}
        if self.page > 1:
            pages["previous"] = self.page_url(of, self.page - 1)
        if self.has_older:
            pages["next"] = self.page_url(of, self.page + 1)
        return {"pages": pages}

    def feed_copyright(self, of):
        return TEXTS["name"]

    def items(self, of):
        return self.rows
