"""Files of the academy for machines: not sent again to who has the newest."""

from functools import wraps

from django.views.decorators.http import require_safe

from consultations.feeds.answers import told


def open_file(stamp):
    """A view of open data. `stamp(request, …)` answers what changes whenever the file does, read cheaply.

    Who has the file of that stamp already gets a 304, and nothing is made.
    """

    def decorate(view):
        @require_safe
        @wraps(view)
        def answer(request, *args, **kwargs):
            of = f"academy.{view.__name__}:{args}{kwargs}"
            return told(request, of, stamp(request, *args, **kwargs), lambda _request: view(request, *args, **kwargs))

        return answer

    return decorate
