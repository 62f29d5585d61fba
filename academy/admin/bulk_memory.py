"""What a change to many rows keeps in the session of its organizer, and the lock by which it is done once."""

import secrets

from django.db import transaction
from django.http import QueryDict

KEY = "academy_bulk"
KEPT = 5  # open changes of one organizer; the oldest is forgotten


def keep(request, state):
    """Begin a change; answers its token."""
    kept = request.session.get(KEY, {})
    for old in list(kept)[: len(kept) - KEPT + 1]:
        del kept[old]
    token = secrets.token_urlsafe(16)
    request.session[KEY] = {**kept, token: state}
    return token


def recall(request, token):
    """What is kept under the token, or None."""
    return request.session.get(KEY, {}).get(token)


def update(request, token, **values):
    """Keep more of a change."""
    request.session[KEY][token].update(values)
    request.session.modified = True


@transaction.atomic
def first(request, token, step):
    """Whether this step comes for the first time; two requests at once ask one after the other."""
    row = request.session.model.objects.select_for_update().get(session_key=request.session.session_key)
    stored = request.session.decode(row.session_data)
    state = stored.get(KEY, {}).get(token)
    if state is None or step in state["done"]:
        request.session[KEY] = stored.get(KEY, {})
        return False
    state["done"].append(step)
    row.session_data = request.session.encode(stored)
    row.save(update_fields=["session_data"])
    request.session[KEY] = stored[KEY]
    return True


def as_data(typed):
    """What was typed, as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data
