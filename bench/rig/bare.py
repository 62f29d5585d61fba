"""The least that this server and machine can answer: a function without Django. Its tail is theirs, not a page's."""

from . import load

BODY = bytes(5000)  # about a kept page, compressed
HEADERS = [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))]
REQUEST = load.get("/")


def application(_environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
