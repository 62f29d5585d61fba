"""Ideas as a feed and as files: those that stand in the list of ideas, newest first."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from people.models import ActivityArea

from ..licence import TEXTS
from ..models import Idea, Merge
from .answers import open_data, sent
from .columns import record
from .formats import csv_text, json_text
from .idea_columns import COLUMNS, url_of
from .paged import PagedFeed, in_xml, page_number
from .stamps import ideas_stamp

AT_A_TIME = 100  # rows that a cursor of the server hands over


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


class IdeaFeed(PagedFeed):
    """The ideas of one consultation as Atom."""

    def get_object(self, request, consultation):
        super().get_object(request, consultation)
        for idea in self.rows:
            idea.consultation = consultation
        return consultation

    def entries(self, consultation):
        return ideas_of(consultation)

    def address(self, consultation):
        return f"{consultation.get_absolute_url()}ideas.atom"

    def title(self, consultation):
        return in_xml(_("Ideas: %(consultation)s") % {"consultation": consultation.title})

    def subtitle(self, consultation):
        return _("The ideas that people share in this consultation, newest first.")

    def link(self, consultation):
        return f"{settings.SITE_URL}{consultation.get_absolute_url()}ideas/"

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
