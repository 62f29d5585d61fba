"""How many queries a page asks."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def count(path, jar=""):
    """The queries of one page that nobody asked for before, in a process that has warmed up."""
    browser = Client(SERVER_NAME="localhost", headers={"cookie": jar})
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path, {"never": "asked"})
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}.")
    return len(asked)
