"""Leaving one kind of mail from the mail itself, without signing in (RFC 8058)."""

from django.core.signing import BadSignature
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.models import Person

from ..actions.choosing import choose, leave
from ..kinds import DIGEST, all_kinds
from ..tokens import read_undo_token, read_unsubscribe_token, undo_token


@csrf_exempt  # mail programs send this form, and the token says whose it is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Ask before a person leaves, because programs follow links; a POST leaves at once, as often as it comes."""
    person_id, kind = meant_by(token)
    if kind is None:
        return render(request, "notices/unsubscribe_unknown.html", status=404)
    context = {"kind": kind, "is_digest": kind is DIGEST}
    if request.method == "POST":
        context |= bring_back(request, person_id) if "undo" in request.POST else leave_by_mail(person_id, kind)
    return render(request, "notices/unsubscribe.html", context)


def meant_by(token):
    """The person and the kind that a token names, or no kind if there is nothing to leave."""
    try:
        person_id, name = read_unsubscribe_token(token)
    except BadSignature:
        return None, None
    kind = all_kinds().get(name)
    can_leave = kind is not None and (kind.can_choose or kind is DIGEST)
    if not can_leave or not Person.objects.filter(pk=person_id).exists():
        return None, None
    return person_id, kind


def leave_by_mail(person_id, kind):
    before = leave(person_id=person_id, kind=kind.name)
    return {"has_left": True, "undo": undo_token(person_id, before) if before else ""}


def bring_back(request, person_id):
    """Take a leave back, by the token that stood on the page which confirmed it."""
    try:
        whose, before = read_undo_token(request.POST["undo"])
    except BadSignature:
        return {"has_left": True, "is_too_late": True}
    if whose != person_id:
        return {"has_left": True, "is_too_late": True}
    choose(person_id=person_id, channels=before)
    return {"is_back": True}
