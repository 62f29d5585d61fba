"""Ideas as a feed and as files: those that stand in the list of ideas, newest first."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from people.models import ActivityArea

from ..licence import TEXTS
from ..models import Idea, Merge
from .answers import open_data, sent
from .columns import record
from .formats import csv_text, json_text
from .idea_columns import COLUMNS, url_of
from .stamps import ideas_stamp

AT_A_TIME = 100  # rows that a cursor of the server hands over
ENTRIES = 50  # on one page of the feed
NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def ideas_of(consultation):
    """The ideas that readers find in the list, newest first, each with all that the files say of it."""
    areas = ActivityArea.objects.filter(ideas=OuterRef("pk")).order_by("slug").values("slug")
    ideas = Idea.objects.shared().filter(consultation=consultation).with_people().with_counts()
    merges = Merge.objects.filter(source=OuterRef("pk"), source_agrees=True, target_agrees=True)
    target = merges.filter(target__hidden_at__isnull=True).values("target")[:1]
    ideas = ideas.annotate(area_slugs=ArraySubquery(areas), merged_into=Subquery(target))
    return ideas.order_by("-shared_at", "-pk")


def records(consultation):
    """Every idea as {column: value}, read by a cursor, so that memory does not grow with their number."""
    for idea in ideas_of(consultation).defer("body_html").iterator(chunk_size=AT_A_TIME):
        idea.consultation = consultation
        yield record(COLUMNS, idea)


@open_data(ideas_stamp)
def ideas_csv(request, consultation):
    """Every idea as a row."""
    text = csv_text(COLUMNS, records(consultation))
    name = f"{consultation.slug}-ideas.csv"
    return sent(request, text, content_type="text/csv; charset=utf-8; header=present", name=name)


@open_data(ideas_stamp)
def ideas_json(request, consultation):
    """Every idea as an object."""
    head = {
        "consultation": settings.SITE_URL + consultation.get_absolute_url(),
        "title": consultation.title,
        "licence": TEXTS["url"],
    }
    text = json_text(head, "ideas", records(consultation))
    return sent(request, text, content_type="application/json", name=f"{consultation.slug}-ideas.json")


@open_data(lambda request, consultation: (page_number(request), ideas_stamp(request, consultation)))
def ideas_atom(request, consultation):
    """The newest ideas for feed readers, a page at a time."""
    response = IdeaFeed()(request, consultation=consultation)
    del response.headers["Last-Modified"]  # that of the newest idea; endorsed or hidden ones would be missed
    return response


def page_number(request):
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


class IdeaAtom(Atom1Feed):
    """Atom with the whole text of each entry in its language, and links to the older and newer pages (RFC 5005)."""

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


class IdeaFeed(Feed):
    """The ideas of one consultation as Atom."""

    feed_type = IdeaAtom

    def get_object(self, request, consultation):
        first = (page_number(request) - 1) * ENTRIES
        ideas = list(ideas_of(consultation)[first : first + ENTRIES + 1])
        self.ideas, self.has_older, self.page = ideas[:ENTRIES], len(ideas) > ENTRIES, page_number(request)
        for idea in self.ideas:
            idea.consultation = consultation
        return consultation

    def title(self, consultation):
        return in_xml(_("Ideas: %(consultation)s") % {"consultation": consultation.title})

    def subtitle(self, consultation):
        return _("The ideas that people share in this consultation, newest first.")

    def link(self, consultation):
        return f"{settings.SITE_URL}{consultation.get_absolute_url()}ideas/"

    def feed_url(self, consultation):
        return self.page_url(consultation, self.page)

    def page_url(self, consultation, page):
        address = f"{settings.SITE_URL}{consultation.get_absolute_url()}ideas.atom"
        return f"{address}?page={page}" if page > 1 else address

    def feed_copyright(self, consultation):
        return TEXTS["name"]

    def feed_extra_kwargs(self, consultation):
        pages = {"first": self.page_url(consultation, 1)}
        if self.page > 1:
            pages["previous"] = self.page_url(consultation, self.page - 1)
        if self.has_older:
            pages["next"] = self.page_url(consultation, self.page + 1)
        return {"pages": pages}

    def items(self, consultation):
        return self.ideas

    def item_title(self, idea):
        return in_xml(idea.title)

    def item_description(self, idea):
        return in_xml(idea.body_html)

    def item_link(self, idea):
        return url_of(idea)

    def item_author_name(self, idea):
        return in_xml(idea.author.display_name)

    def item_author_link(self, idea):
        return settings.SITE_URL + idea.author.get_absolute_url()

    def item_pubdate(self, idea):
        return idea.shared_at

    def item_updateddate(self, idea):
        return idea.changed_at or idea.shared_at

    def item_categories(self, idea):
        return [in_xml(idea.topic.title)]

    def item_extra_kwargs(self, idea):
        return {"language": idea.language.code}


def in_xml(text):
    """The text without the characters that XML cannot hold at all."""
    return text.translate(NOT_IN_XML)
