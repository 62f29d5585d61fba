"""Pages that are the same for every reader who is not signed in are made once for all of them."""

import gzip
import time
from functools import wraps

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

LONGEST_ADDRESS = 300
LEVEL = 6  # of compression: more makes a page hardly smaller


def answered_from_near(get_response):
    """Answer a reader from this process's own memory, before a session, a person or a view is looked for.

    Middleware. `request.kept_as` is the page's name in the cache, or None for a request answered for itself alone.
    """

    def middleware(request):
        request.kept_as = _key(request)
        kept = request.kept_as and caches["near"].get(request.kept_as)
        return _response(request, kept) if kept else get_response(request)

    return middleware


def same_for_all_readers(view):
    """Answer readers without a session or a message from the cache, for READERS_CACHE_SECONDS after the page was made.

    Kept by address and language. What a reader does is decided by the clock and the database all the same:
    such a page is at most that many seconds old, and takes nothing in.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.kept_as is None:
            return view(request, *args, **kwargs)
        until, kept = cache.get(request.kept_as, (0, None))
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            until = time.time() + settings.READERS_CACHE_SECONDS
            kept = gzip.compress(response.content, LEVEL)
            cache.set(request.kept_as, (until, kept), settings.READERS_CACHE_SECONDS)
        caches["near"].set(request.kept_as, kept, min(until - time.time(), settings.READERS_CACHE_SECONDS))
        return _response(request, kept)

    return answer


def _response(request, kept):
    """The page as this reader's browser takes it: nearly every one unpacks it itself.

    Compressed once for all, without the random length that GZipMiddleware adds: the page holds no secret to guess.
    """
    if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(kept, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(kept))
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response


def _key(request):
    """The name of the page in the cache, or None for a request that is answered for itself alone."""
    is_form = request.method not in ("GET", "HEAD")
    is_known = request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    is_part = "HTTP_HX_REQUEST" in request.META  # of a page
    address = request.get_full_path()
    if is_form or is_known or is_part or not settings.READERS_CACHE_SECONDS or len(address) > LONGEST_ADDRESS:
        return None
    return f"readers:{get_language()}:{address}"
