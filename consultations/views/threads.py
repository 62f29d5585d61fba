"""Comments as threads, a page at a time."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from ..evidence_rows import findings_citing
from ..rules.ideas import DEEPEST_ANSWER
from .pages import page_with

THREADS_A_PAGE = 20


def page_of_threads(comments, asked):
    """A page of opening comments and, in reading order, those and all their answers, each with its `depth`.

    `asked` is the query of the address: the number of a `page`, or a `comment` whose page it is. Two queries for the
    comments whatever their number, one that counts the threads, and one for the `findings` that cite them; a comment
    that is asked for costs two more.
    """
    threads = comments.opening_a_thread().order_by("created_at", "pk")
    opener = _opener(comments, asked.get("comment", ""))
    page = page_with(threads, THREADS_A_PAGE, number=asked.get("page"), key=opener)
    openers = [comment.pk for comment in page]
    children = {}
    for comment in comments.in_threads(openers).with_people():
        comment.day = date_format(timezone.localtime(comment.created_at))
        comment.iso = comment.created_at.isoformat()
        children.setdefault(comment.parent_id, []).append(comment)
    threads = list(_walk(children))
    cited = findings_citing("comment", [comment.pk for comment in threads])
    for comment in threads:
        comment.findings = cited.get(comment.pk, ())
    return page, threads


def _opener(comments, key):
    """The key of the comment that opened the thread of the one with this key, as text; empty where there is none."""
    if not key.isdecimal():
        return ""
    opener = comments.filter(pk=key[:18]).values_list(Coalesce(F("thread"), F("pk")), flat=True).first()
    return str(opener or "")


def _walk(children):
    """Each comment before its answers; deeper ones are drawn no further in than DEEPEST_ANSWER."""
    pending = [(opener, 0) for opener in reversed(children.get(None, []))]
    while pending:
        comment, depth = pending.pop()
        comment.depth = min(depth, DEEPEST_ANSWER)
        yield comment
        pending.extend((answer, depth + 1) for answer in reversed(children.get(comment.pk, [])))
