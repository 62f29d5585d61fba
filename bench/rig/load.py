"""A load generator in one thread: keep-alive connections that each ask, wait for the answer, and ask again."""

import contextlib
import itertools
import os
import re
import selectors
import socket
import time
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"
PIECE = memoryview(bytearray(262_144))  # one for all: to ask for new memory each time cost as much as the rest


class UnexpectedAnswerError(Exception):
    """The server said something that a benchmark must not count as a page."""


@dataclass
class Slice:
    """What one stretch of load saw: latencies in seconds, one for each answer, and how long the stretch was."""

    seconds: float = 0.0
    latencies: list = field(default_factory=list)
    client_cpu: float = 0.0

    @property
    def rate(self):
        """Answers a second."""
        return len(self.latencies) / self.seconds


def get(path, cookies=""):
    """The bytes of a GET request."""
    return f"GET {path} {_head(cookies)}\r\n".encode()


def post(path, body, cookies=""):
    """The bytes of a POST request with a form."""
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body.encode())}\r\n"
    return f"POST {path} {_head(cookies)}{form}\r\n{body}".encode()


def _head(cookies):
    """The lines that every browser sends."""
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return f"HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\nAccept-Language: en\r\n{cookie}"


class Connection:
    """One keep-alive connection that goes round its requests."""

    def __init__(self, port, requests=()):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = itertools.cycle(requests)
        self.received = bytearray()
        self.awaited = None  # bytes of the whole answer, once its head is here
        self.asked_at = 0.0

    def ask(self):
        self.received.clear()
        self.awaited = None
        self.asked_at = time.perf_counter()
        self.socket.sendall(next(self.requests))

    def answer(self, wanted):
        """Read what has come; True once the answer is whole, UnexpectedAnswerError for another status than wanted."""
        size = self.socket.recv_into(PIECE)
        if not size:
            raise UnexpectedAnswerError("the server closed the connection")
        self.received += PIECE[:size]
        if self.awaited is None and (end := self.received.find(END_OF_HEAD)) >= 0:
            self.awaited = end + len(END_OF_HEAD) + self._length(end)
            if int(self.received[9:12]) != wanted:
                raise UnexpectedAnswerError(bytes(self.received[:2000]).decode(errors="replace"))
        return self.awaited is not None and len(self.received) >= self.awaited

    def close(self):
        self.socket.close()

    def _length(self, end):
        found = LENGTH.search(self.received, 0, end)
        if not found:
            raise UnexpectedAnswerError("an answer without Content-Length")
        return int(found[1])


def run(connections, seconds, wanted=200):
    """Load the server for some seconds over open connections, and tell what was seen."""
    seen = Slice()
    with served_first(), selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        began, cpu = time.perf_counter(), time.process_time()
        for connection in connections:
            connection.ask()
        while (now := time.perf_counter()) < began + seconds:
            for key, _ in selector.select(0.5):
                if key.data.answer(wanted):
                    seen.latencies.append(time.perf_counter() - key.data.asked_at)
                    key.data.ask()
        seen.seconds, seen.client_cpu = now - began, time.process_time() - cpu
        drain(selector, connections, wanted)
    return seen


@contextlib.contextmanager
def served_first():
    """Let the client have the CPU as soon as an answer is there, where the machine allows it.

    Its own wait for a CPU that the servers use would be taken for their slowness.
    """
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, usual - 10)
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, usual)


def drain(selector, connections, wanted):
    """Take the last answers, which came too late to count, so that the next slice begins with silence."""
    waiting = set(connections)
    while waiting:
        ready = selector.select(5)
        if not ready:
            raise UnexpectedAnswerError("no answer within five seconds")
        waiting -= {key.data for key, _ in ready if key.data.answer(wanted)}
