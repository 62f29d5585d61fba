"""How many queries a page asks."""

from itertools import count as numbers

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NEVER_ASKED = numbers()


def count(path, jar=""):
    """The queries of one page that nobody asked for before, in a process that has warmed up."""
    browser = Client(SERVER_NAME="localhost", headers={"cookie": jar})
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path, {"never": next(NEVER_ASKED)})
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}.")
    return len(asked)
