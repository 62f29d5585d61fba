"""What the files of ideas say of each one."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .columns import ADDRESS, CODE, LIST, MOMENT, NUMBER, TEXT, YES_NO, Column, moment


def url_of(idea):
    return settings.SITE_URL + idea.get_absolute_url()


def outcome(field):
    """Reads a field of the outcome; None while the idea is open."""
    return lambda idea: getattr(getattr(idea, "outcome", None), field, None)


COLUMNS = [
    Column("id", NUMBER, _("The number of the idea; it never changes."), lambda idea: idea.pk),
    Column("url", ADDRESS, _("The page of the idea."), url_of),
    Column("topic", CODE, _("The topic, as in its address."), lambda idea: idea.topic.slug),
    Column("language", CODE, _("The language that the idea is written in."), lambda idea: idea.language.code),
    Column("title", TEXT, _("The idea in one sentence."), lambda idea: idea.title),
    Column("text", TEXT, _("The whole text, in Markdown."), lambda idea: idea.body),
    Column("author", TEXT, _("The author, as named on the page."), lambda idea: idea.author.display_name),
    Column("areas", LIST, _("The fields of work that it concerns; none means all."), lambda idea: idea.area_slugs),
    Column("shared_at", MOMENT, _("When it was shared."), lambda idea: moment(idea.shared_at)),
    Column("changed_at", MOMENT, _("When its author last changed it."), lambda idea: moment(idea.changed_at)),
    Column("revision", NUMBER, _("Which text this is: 1 is the first."), lambda idea: idea.revision),
    Column("endorsements", NUMBER, _("How many people endorse it."), lambda idea: idea.endorsement_count),
    Column("comments", NUMBER, _("How many comments readers see on it."), lambda idea: idea.comment_count),
    Column("outcome", CODE, _("became, partly or declined; empty while it is open."), outcome("kind")),
    Column("outcome_because", TEXT, _("Why it came so."), outcome("because")),
    Column("outcome_became", TEXT, _("What it became."), lambda idea: outcome("became")(idea) or None),
    Column("outcome_url", ADDRESS, _("Where that is found."), lambda idea: outcome("became_url")(idea) or None),
    Column("outcome_at", MOMENT, _("When that was decided."), lambda idea: moment(outcome("decided_at")(idea))),
    Column(
        "merged_into",
        NUMBER,
        _("The idea in which it goes on, by consent of both authors."),
        lambda idea: idea.merged_into,
    ),
    Column("source", ADDRESS, _("Where it was first written, if not here."), lambda idea: idea.source_url or None),
    Column(
        "is_demonstration",
        YES_NO,
        _("Whether it was invented to show how the pages work."),
        lambda idea: idea.is_demonstration,
    ),
]
