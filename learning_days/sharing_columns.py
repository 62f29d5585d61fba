"""What the files of reports from home say of each one."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultations.feeds.columns import ADDRESS, CODE, LIST, MOMENT, NUMBER, TEXT, YES_NO, Column, moment

DAY = _("day")


def url_of(sharing):
    return settings.SITE_URL + sharing.get_absolute_url()


COLUMNS = [
    Column("id", NUMBER, _("The number of the report; it never changes."), lambda row: row.pk),
    Column("url", ADDRESS, _("The page of the report."), url_of),
    Column("title", TEXT, _("What was shared, in one line."), lambda row: row.title),
    Column("text", TEXT, _("How it went, in Markdown."), lambda row: row.text),
    Column("text_language", CODE, _("The language of the title and the text."), lambda row: row.lang),
    Column(
        "author",
        TEXT,
        _("Who reported, as named on the page; empty where the account was erased."),
        lambda row: row.person and row.person.display_name,
    ),
    Column("held_on", DAY, _("The day on which it was shared."), lambda row: row.held_on.isoformat()),
    Column("place", TEXT, _("Where, in the author's words."), lambda row: row.place),
    Column("region", CODE, _("The part of the world."), lambda row: row.region and row.region.slug),
    Column("language", CODE, _("The language that it was held in."), lambda row: row.language.code),
    Column("people", NUMBER, _("How many took part."), lambda row: row.people),
    Column("people_known", NUMBER, _("How many of them another report counts already."), lambda row: row.people_known),
    Column(
        "people_reached",
        NUMBER,
        _("How many are counted here first. The sum of this column counts nobody twice."),
        lambda row: row.people - row.people_known,
    ),
    Column("skills", LIST, _("The skills that were passed on."), lambda row: row.skill_slugs),
    Column("teachers", NUMBER, _("How many more people can teach it now."), lambda row: row.teacher_count),
    Column(
        "generation", NUMBER, _("1: first hand. 2: by somebody who learned it there. And so on."), lambda row: row.hand
    ),
    Column("goes_on_from", NUMBER, _("The report that it goes on from."), lambda row: row.shown_before),
    Column("edition", CODE, _("The Learning Days that its thread began at."), lambda row: row.edition_slug),
    Column("workshop", NUMBER, _("The workshop that its thread began at."), lambda row: row.workshop_key),
    Column("told_at", MOMENT, _("When it was reported."), lambda row: moment(row.created_at)),
    Column("changed_at", MOMENT, _("When it was last changed."), lambda row: moment(row.changed_at)),
    Column(
        "demonstration",
        YES_NO,
        _("Whether it was invented to show how the pages work."),
        lambda row: row.is_demonstration,
    ),
]
