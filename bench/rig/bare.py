"""A function without Django that works about as long as a kept page: its tail is the machine's and the server's own."""

from . import load

WORK = 28_000  # rounds of counting
BODY = bytes(5000)  # about a kept page, compressed
HEADERS = [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))]
REQUEST = load.get("/")


def application(_environ, start_response):
    for _round in range(WORK):
        pass
    start_response("200 OK", HEADERS)
    return [BODY]
