"""The Content-Security-Policy with the one wider policy of the admin, and requests that cannot be."""

import codecs

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.core.exceptions import BadRequest

# django-unfold runs Alpine, which compiles its attributes, and sets styles on elements.
ADMIN_POLICY = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class ContentSecurityPolicy(CSPMiddleware):
    """Answers with the site's policy, widened below /admin/ only."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith("/admin/") and not report_only:
            parts.replace = {**(parts.replace or {}), **ADMIN_POLICY}
        return parts


def no_null_characters(get_response):
    """Refuse an address or a cookie with a null character: PostgreSQL holds none, so nothing can mean it."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")  # a server may leave it out
        said = (request.path, query, *request.COOKIES.values())  # a cookie may write it as \000
        if "%00" in query or any("\0" in part for part in said):
            raise BadRequest("The address or a cookie holds a null character.")
        return get_response(request)

    return middleware


def utf_8_alone(get_response):
    """Refuse a request that says it is written in another encoding: every page sends UTF-8.

    Some encodings that Python knows spell half a character, which neither an answer nor the database can hold.
    """

    def middleware(request):
        if request.encoding and codecs.lookup(request.encoding).name not in ("utf-8", "ascii"):
            request.encoding = "utf-8"  # the page that says so reads the address, too
            raise BadRequest("The request is not written in UTF-8.")
        return get_response(request)

    return middleware
