"""A person's own notices."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..kinds import DIGEST
from ..lines import coming_lines, lines_behind
from ..models import Notice

NEXT = 20
A_PAGE = 20


@require_safe
@login_required
def timeline(request):
    """What will be sent and when, what was, and why something was not; newest first."""
    now, own = timezone.now(), Notice.objects.visible_to(request.user)
    page, newer, older = page_by_key(own.behind().select_related("recipient"), request.GET)
    is_first = newer is None
    coming = list(own.coming().with_facts()[: NEXT + 1]) if is_first else []
    context = {
        "coming": coming_lines(coming[:NEXT], now),
        "more_later": len(coming) > NEXT,
        "lines": lines_behind(page, next_digest_at(request.user, page)),
        "is_first": is_first,
        "newer": newer,
        "older": older,
    }
    return render(request, "notices/timeline.html", context)


def page_by_key(notices, query):
    """A page of notices, newest first, and the addresses of the pages beside it, None where the list ends."""
    after, before = (notice_of(notices, query.get(name)) for name in ("after", "before"))
    if after is not None:
        found = list(notices.newer_than(after).order_by("due_at", "pk")[: A_PAGE + 1])
        page, has_newer, has_older = found[:A_PAGE][::-1], len(found) > A_PAGE, True
    if after is None or not page:
        part = notices if before is None else notices.older_than(before)
        found = list(part.order_by("-due_at", "-pk")[: A_PAGE + 1])
        page, has_newer, has_older = found[:A_PAGE], before is not None, len(found) > A_PAGE
    newer = f"?after={page[0].pk}" if page and has_newer else None
    older = f"?before={page[-1].pk}" if page and has_older else None
    return page, newer, older


def notice_of(notices, key):
    """The notice that a page begins after, if the key names one of this person's own."""
    return notices.filter(pk=int(key)).first() if key and key.isascii() and key.isdecimal() and len(key) < 19 else None


def next_digest_at(person, page):
    """When the digest comes in which the gathered notices of this page are told."""
    if not any(notice.state == Notice.State.GATHERED for notice in page):
        return None
    digests = Notice.objects.planned().filter(recipient=person, kind=DIGEST.name)
    return digests.order_by("due_at").values_list("due_at", flat=True).first()
