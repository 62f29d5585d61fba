"""A wiki on the loopback that speaks the three addresses of MediaWiki's OAuth 2, as strict as the real one."""

import base64
import hashlib
import json
import secrets
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import reverse

CLIENT_ID, CLIENT_SECRET = "academy", "a secret between the two"


class Wiki(ThreadingHTTPServer):
    """Signs `profile` in; `challenges` holds what each code was asked with."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.profile = {}
        self.challenges = {}
        self.tokens = set()
        self.asked = []

    @property
    def rest_api(self):
        return f"http://127.0.0.1:{self.server_port}/w/rest.php"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/w/rest.php/oauth2/authorize":
            self.authorize({key: values[0] for key, values in parse_qs(url.query).items()})
        elif url.path == "/w/rest.php/oauth2/resource/profile":
            self.tell_profile()
        else:
            self.send_error(404)

    def do_POST(self):
        if self.path != "/w/rest.php/oauth2/access_token":
            return self.send_error(404)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.give_token({key: values[0] for key, values in parse_qs(body).items()})

    def authorize(self, query):
        self.server.asked.append(query)
        if query["client_id"] != CLIENT_ID or query["response_type"] != "code" or len(query.get("state", "")) < 8:
            return self.send_error(400)
        if query.get("code_challenge_method") != "S256":
            return self.send_error(400)
        code = secrets.token_urlsafe()
        self.server.challenges[code] = (query["code_challenge"], query["redirect_uri"])
        self.send_response(302)
        back = urlencode({"code": code, "state": query["state"]})
        self.send_header("Location", f"{query['redirect_uri']}?{back}")
        self.end_headers()

    def give_token(self, form):
        challenge, redirect_uri = self.server.challenges.pop(form.get("code"), (None, None))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        right = (
            base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
            and form.get("redirect_uri") == redirect_uri
            and form.get("client_secret") == CLIENT_SECRET
            and form.get("grant_type") == "authorization_code"
        )
        if not right:
            return self.answer({"error": "invalid_grant"}, 400)
        token = secrets.token_urlsafe()
        self.server.tokens.add(token)
        self.answer({"token_type": "Bearer", "expires_in": 14400, "access_token": token, "refresh_token": "r"})

    def tell_profile(self):
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.server.tokens:
            return self.send_error(401)
        if "PeerAcademy" not in self.headers["User-Agent"]:
            return self.send_error(403)
        self.answer(self.server.profile)

    def answer(self, data, status=200):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@contextmanager
def running():
    """A wiki that answers until the test is done."""
    with Wiki() as wiki:
        thread = threading.Thread(target=wiki.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield wiki
        finally:
            wiki.shutdown()
            thread.join()


PROFILE = {
    "sub": "4711",
    "username": "Ana Demo",
    "editcount": 1234,
    "confirmed_email": False,
    "blocked": False,
    "registered": "20110630153022",
    "groups": ["*", "user"],
}


def authorize(client, wiki, **query):
    """Press the button and come back from the wiki; answers the address of the callback."""
    to_wiki = client.post(reverse("mediawiki_login"), query_params=query)
    assert to_wiki.status_code == 302
    assert to_wiki["Location"].startswith(f"{wiki.rest_api}/oauth2/authorize?")
    address = urlsplit(to_wiki["Location"])
    connection = HTTPConnection(address.netloc)
    connection.request("GET", f"{address.path}?{address.query}")
    answer = connection.getresponse()
    assert answer.status == 302
    connection.close()
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client, wiki, profile=PROFILE, **query):
    wiki.profile = profile
    return client.get(authorize(client, wiki, **query))


def signed_in(client):
    return int(client.session.get("_auth_user_id", 0)) or None
