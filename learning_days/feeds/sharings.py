"""Reports from home as files and as a feed: those that everybody may read, the newest first."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Func, IntegerField, Max, OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.feeds.answers import open_file
from consultations.feeds.answers import sent
from consultations.feeds.columns import record
from consultations.feeds.formats import csv_text, json_text
from consultations.feeds.ideas import AT_A_TIME
from consultations.feeds.paged import PagedFeed, in_xml, page_number
from consultations.feeds.stamps import keys
from consultations.licence import FIGURES, TEXTS
from people.models import Skill

from ..models import Edition, Release, Sharing, SharingTeacher
from ..sharing_columns import COLUMNS, url_of
from ..sharing_sources import released_titles
from ..spread import Reports


def stamp(request):
    """Counts, sums and moments of all that the files read; a hidden report changes them as well as a new one."""
    name = Func("person__display_name", function="hashtext", output_field=IntegerField())
    published = Edition.objects.published_at(timezone.now())
    return (
        Sharing.objects.aggregate(**keys(), changed=Max("changed_at"), hidden=Count("hidden_at")),
        Sharing.objects.shown().aggregate(names=Sum(name)),
        Sharing.skills.through.objects.aggregate(**keys()),
        SharingTeacher.objects.standing().aggregate(**keys()),
        published.aggregate(**keys()),
        Edition.history.aggregate(last=Max("history_id")),
        Release.objects.aggregate(last=Max("pk")),
    )


def rows():
    """The reports with all that the files say of each, read by a cursor."""
    reports = Reports()
    editions = {row.pk: row for row in Edition.objects.published_at(timezone.now())}
    titles = released_titles(editions.values())
    teachers = SharingTeacher.objects.standing().values_list("sharing").annotate(Count("pk"))
    teachers = dict(teachers.order_by())
    for row in _shown().iterator(chunk_size=AT_A_TIME):
        origin = reports.origins.get(row.pk)
        edition = editions.get(origin.edition) if origin else None
        row.teacher_count = teachers.get(row.pk, 0)
        row.hand = origin.generation if origin else 1
        row.edition_slug = edition and edition.slug
        row.workshop_key = origin.workshop if origin and origin.workshop in titles else None
        yield row


def _shown():
    skills = Skill.objects.filter(sharings=OuterRef("pk")).order_by("slug").values("slug")
    before = Sharing.objects.shown().filter(pk=OuterRef("before")).values("pk")
    return (
        Sharing.objects.shown()
        .with_people()
        .defer("text_html")
        .annotate(skill_slugs=ArraySubquery(skills), shown_before=Subquery(before))
        .newest_first()
    )


@open_file(stamp)
def sharings_csv(request):
    """Every report as a row."""
    text = csv_text(COLUMNS, (record(COLUMNS, row) for row in rows()))
    return sent(request, text, content_type="text/csv; charset=utf-8; header=present", name="reports-from-home.csv")


@open_file(stamp)
def sharings_json(request):
    """Every report as an object."""
    head = {
        "url": settings.SITE_URL + reverse("learning_days:sharings"),
        "licence": TEXTS["url"],
        "licence_of_counts": FIGURES["url"],
    }
    text = json_text(head, "reports", (record(COLUMNS, row) for row in rows()))
    return sent(request, text, content_type="application/json", name="reports-from-home.json")


@open_file(lambda request: (page_number(request), stamp(request)))
def sharings_feed(request):
    """The newest reports for feed readers, a page at a time."""
    response = SharingFeed()(request)
    if "Last-Modified" in response.headers:  # that of the newest entry; a changed older one would be missed
        del response.headers["Last-Modified"]
    return response


class SharingFeed(PagedFeed):
    """Reports from home as Atom, the newest first."""

    def entries(self, _all):
        return Sharing.objects.shown().with_people().order_by("-created_at", "-pk")

    def address(self, _all):
        return reverse("learning_days:sharings_feed")

    def title(self, _all):
        return _("Shared at home")

    def subtitle(self, _all):
        return _("What people carried home from Learning Days, newest first.")

    def link(self, _all):
        return settings.SITE_URL + reverse("learning_days:sharings")

    def item_title(self, row):
        return in_xml(row.title)

    def item_description(self, row):
        return in_xml(row.text_html)

    def item_link(self, row):
        return url_of(row)

    def item_author_name(self, row):
        return in_xml(row.person.display_name) if row.person else _("Somebody")

    def item_pubdate(self, row):
        return row.created_at

    def item_updateddate(self, row):
        return row.changed_at

    def item_categories(self, row):
        return [in_xml(_(row.region.name))] if row.region else []

    def item_extra_kwargs(self, row):
        return {"language": row.lang}
