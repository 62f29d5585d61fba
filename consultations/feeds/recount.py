"""The recount bundle of the last close."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone

from ..actions.recount import recount_bundle
from .answers import open_data


def recount_stamp(request, consultation):
    """The seal of the bundle, which is made for the first who asks after the close; 404 before."""
    try:
        return recount_bundle(consultation=consultation, now=timezone.now()).sha256
    except ValidationError as refusal:
        raise Http404 from refusal


@open_data(recount_stamp)
def recount(request, consultation):
    """The bundle as it is kept: the same bytes for everybody."""
    bundle = recount_bundle(consultation=consultation, now=timezone.now())
    return HttpResponse(
        bundle.content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{consultation.slug}-recount.json"'},
    )
