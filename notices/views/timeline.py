"""A person's own notices."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Notice

NEWEST = 50


@require_safe
@login_required
def timeline(request):
    """What will be sent, what was, and why something was not."""
    notices = Notice.objects.visible_to(request.user).order_by("-due_at", "-pk")[:NEWEST]
    return render(request, "notices/timeline.html", {"notices": notices})
