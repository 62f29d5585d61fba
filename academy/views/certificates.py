"""A certificate to read, to print and to check, and the public documents that verifiers of Open Badges ask for."""

import segno
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import badges, signing
from ..models import Certificate, Course, SigningKey, Track


@require_safe
def certificate(request, pk):
    """The certificate, checked at each view: its signature, and whether it was revoked."""
    certificate = get_object_or_404(Certificate.objects.with_subjects().select_related("person"), pk=pk)
    payload = signing.verified(certificate.credential)
    address = settings.SITE_URL + certificate.get_absolute_url()
    context = {
        "certificate": certificate,
        "offering": certificate.course or certificate.track,
        "is_signed": bool(payload) and badges.says(payload, certificate),
        "mentored": (badges.mentored_minutes(payload) if payload else 0) / 60,
        "address": address,
        "code": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "issuer": badges.NAME,
        "is_own": certificate.person_id == request.user.pk,
    }
    return render(request, "academy/certificate.html", context)


def public(document, content_type="application/json"):
    """A document that any page and any program may read, and keeps no longer than it has to."""
    response = JsonResponse(document, content_type=content_type, json_dumps_params={"ensure_ascii": False})
    return shared(response)


def shared(response):
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def credential(request, pk):
    """The credential as JSON-LD, to be read; what is signed stands beside it (credential_jwt)."""
    certificate = get_object_or_404(Certificate.objects.select_related("person"), pk=pk)
    payload = signing.verified(certificate.credential) or {}
    said = {name: value for name, value in payload.items() if name not in ("iss", "jti", "nbf", "sub")}
    return public(said, "application/ld+json")


@require_safe
def credential_jwt(request, pk):
    """The signed credential, as a compact JWS."""
    certificate = get_object_or_404(Certificate, pk=pk)
    return shared(HttpResponse(certificate.credential, content_type="application/jwt"))


@require_safe
def course_badge(request, slug):
    return _badge(Course, slug)


@require_safe
def track_badge(request, slug):
    return _badge(Track, slug)


def _badge(model, slug):
    """What one completed, as an Achievement."""
    offerings = model.objects.published_at(timezone.now()).select_related("language")
    return public({"@context": badges.CONTEXT} | badges.achievement(get_object_or_404(offerings, slug=slug)))


@require_safe
def issuer(request):
    """Who issues certificates here, and where the keys are."""
    return public({"@context": badges.CONTEXT} | badges.issuer())


@require_safe
def keys(request):
    """Every public key that ever signed here (JWKS)."""
    return public({"keys": [signing.public_jwk(key) for key in SigningKey.objects.order_by("pk")]})


@require_safe
def key(request, kid):
    """One public key, at the address that credentials name (JWK)."""
    return public(signing.public_jwk(get_object_or_404(SigningKey, kid=kid)))


@require_safe
def revocations(request):
    """What was revoked, and why."""
    return public(badges.revocations(Certificate.objects.revoked().order_by("revoked_at", "pk")))
