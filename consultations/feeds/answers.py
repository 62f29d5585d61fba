"""Answers for machines: sent row by row, and not sent again to who has the newest."""

from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe
from redis.exceptions import RedisError

from ..models import Consultation

VERSION = 1  # of the columns; another one makes every file new
KEPT = 7 * 24 * 3600  # seconds for which we remember since when a file reads as it does


def open_data(stamp):
    """A view of open data of one published consultation, which it gets in place of the slug.

    `stamp(request, consultation)` answers what changes whenever the file does: counts and moments, read cheaply. Who
    has the file of that stamp already gets a 304, and nothing is made.
    """

    def decorate(view):
        @require_safe
        @wraps(view)
        def answer(request, slug):
            consultations = Consultation.objects.published_at(timezone.now()).select_related("language")
            consultation = get_object_or_404(consultations, slug=slug)
            name = f"{view.__name__}:{consultation.pk}"
            return told(request, name, stamp(request, consultation), lambda _request: view(request, consultation))

        return answer

    return decorate


def told(request, name, stamp, make):
    """What `make(request)` answers, or a 304 for who has the file of that name and stamp already."""
    of = f"{name}:{_reader(request)}"
    etag = _etag(of, stamp)
    since = _since(of, etag)
    response = condition(etag_func=lambda *_: etag, last_modified_func=lambda *_: since)(make)(request)
    patch_cache_control(response, no_cache=True)  # to be kept, and asked for anew each time
    response.headers["Access-Control-Allow-Origin"] = "*"  # any page may read what anybody may
    return response


def sent(request, chunks, *, content_type, name):
    """The chunks of text as a file of this name, in constant memory; a HEAD asks for none of them."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=headers)
    return StreamingHttpResponse((chunk.encode() for chunk in chunks), content_type=content_type, headers=headers)


def _reader(request):
    """Whom the file is made for: a person, or everybody who reads in one language and time zone."""
    return f"{request.user.pk}:{get_language()}:{timezone.get_current_timezone_name()}"


def _etag(of, stamp):
    return f'"{sha256(repr((VERSION, of, stamp)).encode()).hexdigest()[:32]}"'


def _since(of, etag):
    """The moment from which on the file reads so. Deletions leave no time of their own: the first look counts.

    HTTP knows whole seconds; two states within one second get two times, else the second would never be fetched.
    While the cache is away it is now: files are sent once more than needed, never once less.
    """
    key, now = f"open-data:{of}", timezone.now().replace(microsecond=0)
    try:
        kept, since = cache.get(key, ("", None))
        if kept != etag:
            since = max(now, since + timedelta(seconds=1)) if since else now
            cache.set(key, (etag, since), KEPT)
    except RedisError:
        since = now
    return since
