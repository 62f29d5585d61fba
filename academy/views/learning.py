"""What somebody wants to learn and can teach, and what and who fits to it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..suggestions import suggestions_for


@login_required
@require_safe
def suggestions(request):
    """Courses, sessions and people for who is signed in, each with the reason in a line."""
    return render(request, "academy/suggestions.html", suggestions_for(request.user, timezone.now()))
