"""What the first view of a page weighs on the line: the page, its styles, scripts and pictures, compressed."""

import http.client
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

URL_IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)")


class Parts(HTMLParser):
    """The addresses of what a browser fetches for a page, by kind."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        relation = (values.get("rel") or "").split()
        if tag == "script" and values.get("src"):
            self.found.add(("js", values["src"]))
        elif tag == "link" and "stylesheet" in relation:
            self.found.add(("css", values["href"]))
        elif tag == "link" and "icon" in relation:
            self.found.add(("img", values["href"]))
        elif tag in ("img", "source", "input", "video") and values.get("src"):
            self.found.add(("img", values["src"]))


def first_view(port, path):
    """Bytes on the line by kind: html, css, js, img, and all of them together."""
    parts = Parts()
    parts.feed(fetch(port, path, "identity").decode())
    wanted = {(kind, urljoin(path, address)) for kind, address in parts.found}
    for kind, address in sorted(wanted):
        if kind == "css":
            inside = URL_IN_CSS.findall(fetch(port, address, "identity").decode())
            wanted |= {("img", urljoin(address, one)) for one in inside if not one.startswith(("data:", "#"))}
    weight = Counter(html=len(fetch(port, path)))
    for kind, address in wanted:
        weight[kind] += len(fetch(port, address))
    weight["all"] = weight.total()
    return weight


def fetch(port, address, encoding="br, gzip"):
    """The body as it comes over the line."""
    if urlsplit(address).netloc:
        raise SystemExit(f"A page asks for something from elsewhere: {address}")
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", address, headers={"Host": "localhost", "Accept-Encoding": encoding})
        answer = line.getresponse()
        body = answer.read()
    finally:
        line.close()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}.")
    return body
