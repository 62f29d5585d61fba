"""What the consultations tell people: one kind of notice for each thing that happens."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from .moderated_texts import appeal_address
from .rules.moderation import text_of

REASON = Notice.Reason


def page_of(notice, subject):
    return subject.get_absolute_url()


def withdrawn_if_hidden(notice, text):
    """A text that the moderators hid meanwhile is not told."""
    return REASON.WITHDRAWN if text.hidden_at else ""


def withdrawn_unless_followed(notice, text):
    """As above; and who stopped following hears no more."""
    if not text.idea or text.idea.follows.filter(person=notice.recipient_id).exists():
        return withdrawn_if_hidden(notice, text)
    return REASON.WITHDRAWN


def withdrawn_unless_consultation_followed(notice, subject):
    consultation = getattr(subject, "consultation", subject)
    return "" if consultation.follows.filter(person=notice.recipient_id).exists() else REASON.WITHDRAWN


def withdrawn_unless_outcome_concerns(notice, idea):
    """The author hears of the outcome, and who still follows the idea; nobody while it is hidden."""
    concerned = idea.author_id == notice.recipient_id or idea.follows.filter(person=notice.recipient_id).exists()
    return withdrawn_if_hidden(notice, idea) if concerned else REASON.WITHDRAWN


def withdrawn_unless_published(notice, finding):
    """A finding that readers see, of a consultation that is still followed."""
    return (
        withdrawn_unless_consultation_followed(notice, finding) if is_published(notice, finding) else REASON.WITHDRAWN
    )


def is_published(notice, finding):
    return bool(finding.published_at)


def with_comment(notice, comment):
    return {"comment": comment, "about": comment.idea or comment.topic, "writer": comment.author}


def with_consultation(notice, subject):
    return {"consultation": getattr(subject, "consultation", subject)}


def with_appeal(notice, text):
    """The way to ask the moderators once more."""
    return {"appeal_url": settings.SITE_URL + appeal_address(text)}


def is_not_hidden(notice, text):
    """Neither the text nor the idea under it was hidden since it was told."""
    idea = getattr(text, "idea", None)
    return not text.hidden_at and not (idea and idea.hidden_at)


def withdrawn_if_not_read(notice, translation):
    """A translation that readers no longer see, or whose source they no longer see, is not told."""
    return "" if is_translation_read(notice, translation) else REASON.WITHDRAWN


def is_translation_read(notice, translation):
    """Neither it nor its source was hidden since."""
    return not translation.hidden_at and is_not_hidden(notice, translation.source)


def with_translation(notice, translation):
    return {"writer": translation.author, "language": translation.language.autonym}


def withdrawn_if_decided(notice, merge):
    """Nobody is asked for what is decided; nor for ideas that are hidden."""
    return REASON.WITHDRAWN if merge.decided_at else withdrawn_if_one_is_hidden(notice, merge)


def withdrawn_if_one_is_hidden(notice, merge):
    return "" if are_both_read(notice, merge) else REASON.WITHDRAWN


def are_both_read(notice, merge):
    return not (merge.source.hidden_at or merge.target.hidden_at)


def always(notice, subject):
    return True


ON_COMMENT = ("author", "idea__consultation", "topic__consultation")
ON_TEXT = (
    "consultation",
    "idea__consultation",
    "topic__consultation",
    "question__consultation",
    "comment__idea__consultation",
    "comment__topic__consultation",
    "concept__consultation",
    "language",
    "term__concept__consultation",
    "term__language",
    "finding__consultation",
    "translation__language",
    "translation__idea__consultation",
    "translation__comment__idea__consultation",
    "translation__comment__topic__consultation",
    "translation__question__consultation",
    "translation__term__concept__consultation",
    "translation__term__language",
    "translation__finding__consultation",
)
ON_TRANSLATION = (
    "language",
    "idea__consultation",
    "comment__idea__consultation",
    "comment__topic__consultation",
    "question__consultation",
    "term__concept__consultation",
    "term__language",
    "finding__consultation",
)
MERGED = ("source__consultation", "target")

KINDS = [
    Kind(
        name="reply_to_comment",
        label=_("Somebody answers my comment"),
        template="consultations/mail/reply_to_comment",
        url=page_of,
        check=withdrawn_if_hidden,
        context=with_comment,
        may_read=is_not_hidden,
        related=ON_COMMENT,
    ),
    Kind(
        name="comment_on_idea",
        label=_("Somebody comments on my idea"),
        template="consultations/mail/comment_on_idea",
        url=page_of,
        check=withdrawn_if_hidden,
        context=with_comment,
        may_read=is_not_hidden,
        related=ON_COMMENT,
    ),
    Kind(
        name="comment_on_followed_idea",
        label=_("Somebody comments on an idea that I follow"),
        template="consultations/mail/comment_on_followed_idea",
        url=page_of,
        check=withdrawn_unless_followed,
        context=with_comment,
        may_read=is_not_hidden,
        related=ON_COMMENT,
        default="digest",
    ),
    Kind(
        name="answer",
        label=_("The organizers answer my question"),
        template="consultations/mail/answer",
        url=page_of,
        check=withdrawn_if_hidden,
        may_read=is_not_hidden,
        context=with_consultation,
        related=("consultation",),
    ),
    Kind(
        name="extension",
        label=_("A consultation that I follow is extended"),
        template="consultations/mail/extension",
        url=lambda notice, extension: extension.consultation.get_absolute_url(),
        check=withdrawn_unless_consultation_followed,
        may_read=always,
        context=with_consultation,
        related=("consultation",),
    ),
    Kind(
        name="outcome",
        label=_("It is decided what became of an idea of mine, or of one that I follow"),
        template="consultations/mail/outcome",
        url=page_of,
        check=withdrawn_unless_outcome_concerns,
        may_read=is_not_hidden,
        context=with_consultation,
        related=("consultation",),
    ),
    Kind(
        name="finding",
        label=_("A finding is published of a consultation that I follow"),
        template="consultations/mail/finding",
        url=page_of,
        check=withdrawn_unless_published,
        may_read=is_published,
        context=with_consultation,
        related=("consultation",),
    ),
    Kind(
        name="closing_soon",
        label=_("A consultation that I follow closes soon"),
        template="consultations/mail/closing_soon",
        url=page_of,
        check=withdrawn_unless_consultation_followed,
        may_read=always,
        context=with_consultation,
    ),
    Kind(
        name="text_hidden",
        label=_("The moderators hide a text of mine"),
        template="consultations/mail/text_hidden",
        url=page_of,
        context=with_appeal,
        related=ON_TEXT,
        can_choose=False,
    ),
    Kind(
        name="text_shown",
        label=_("The moderators show a text of mine again"),
        template="consultations/mail/text_shown",
        url=page_of,
        related=ON_TEXT,
        can_choose=False,
    ),
    Kind(
        name="report_decided",
        label=_("The moderators decide on a text that I reported"),
        template="consultations/mail/report_decided",
        url=lambda notice, report: text_of(report).get_absolute_url(),
        related=ON_TEXT,
    ),
    Kind(
        name="appeal_decided",
        label=_("The moderators decide on my appeal"),
        template="consultations/mail/appeal_decided",
        url=lambda notice, appeal: text_of(appeal).get_absolute_url(),
        related=ON_TEXT,
        can_choose=False,
    ),
    Kind(
        name="translation",
        label=_("Somebody translates a text of mine"),
        template="consultations/mail/translation",
        url=page_of,
        check=withdrawn_if_not_read,
        context=with_translation,
        may_read=is_translation_read,
        related=("author", *ON_TRANSLATION),
        default="digest",
    ),
    Kind(
        name="merge_proposed",
        label=_("The organizers propose to merge an idea of mine"),
        template="consultations/mail/merge_proposed",
        url=page_of,
        check=withdrawn_if_decided,
        may_read=are_both_read,
        related=MERGED,
    ),
    Kind(
        name="merge_accepted",
        label=_("An idea that I endorse goes on in another one"),
        template="consultations/mail/merge_accepted",
        url=lambda notice, merge: merge.source.get_absolute_url(),
        check=withdrawn_if_one_is_hidden,
        may_read=are_both_read,
        related=MERGED,
    ),
]
