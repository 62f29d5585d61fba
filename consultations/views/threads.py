"""Comments as threads, a page at a time."""

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format

from ..rules.ideas import DEEPEST_ANSWER

THREADS_A_PAGE = 20


def page_of_threads(comments, number):
    """A page of opening comments and, in reading order, those and all their answers, each with its `depth`.

    Two queries for the comments whatever their number, and one that counts the threads.
    """
    page = Paginator(comments.opening_a_thread().order_by("created_at", "pk"), THREADS_A_PAGE).get_page(number)
    openers = [comment.pk for comment in page]
    children = {}
    for comment in comments.in_threads(openers).with_people():
        comment.day = date_format(timezone.localtime(comment.created_at))
        comment.iso = comment.created_at.isoformat()
        children.setdefault(comment.parent_id, []).append(comment)
    return page, list(_walk(children))


def _walk(children):
    """Each comment before its answers; deeper ones are drawn no further in than DEEPEST_ANSWER."""
    pending = [(opener, 0) for opener in reversed(children.get(None, []))]
    while pending:
        comment, depth = pending.pop()
        comment.depth = min(depth, DEEPEST_ANSWER)
        yield comment
        pending.extend((answer, depth + 1) for answer in reversed(children.get(comment.pk, [])))
