"""Leaving one kind of mail from the mail itself (RFC 8058)."""

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..actions.choosing import leave
from ..kinds import all_kinds
from ..tokens import read_unsubscribe_token


@csrf_exempt  # mail programs send this form, and the token says whose it is
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Ask before a person leaves, because programs follow links; a POST leaves at once."""
    try:
        person_id, name = read_unsubscribe_token(token)
        kind = all_kinds()[name]
    except (BadSignature, KeyError):
        raise Http404 from None
    if request.method == "POST":
        leave(person_id=person_id, kind=name)
    return render(request, "notices/unsubscribe.html", {"kind": kind, "has_left": request.method == "POST"})
