"""The Content-Security-Policy with the one wider policy of the admin, and addresses that cannot be."""

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
    """Refuse an address with a null character: PostgreSQL holds none, so no page can mean it, and each would fail."""

    def middleware(request):
        if "\0" in request.path or "%00" in request.META["QUERY_STRING"] or "\0" in request.META["QUERY_STRING"]:
            raise BadRequest("The address holds a null character.")
        return get_response(request)

    return middleware
