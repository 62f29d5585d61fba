"""How a refusal comes back: the form with what was typed, and a sentence."""

from http import HTTPStatus


def add_refusal(form, refusal, revision=None):
    """Put the refusal on the form; with `revision`, sending the form again answers the newest text."""
    if revision is not None:
        form.data = form.data.copy()
        form.data["revision"] = str(revision)
    form.add_error(None, refusal)


def invalid(form):
    """422 for a form that came back with errors, else 200."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and not form.is_valid() else HTTPStatus.OK
