"""Presentations, blogs and more about a consultation."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from .consultation import published_or_404


@require_safe
@same_for_all_readers
def resources(request, slug):
    """What can be read, watched or used elsewhere; newest first, what has no date last."""
    consultation = published_or_404(slug)
    rows = consultation.resources.newest_first().select_related("language")
    return render(request, "consultations/resources.html", {"consultation": consultation, "resources": rows})
