"""Local services for a machine that has none: a real PostgreSQL and a real Valkey of this checkout alone.

Every entrance (manage.py, pytest, make run) calls `start()`; importing settings only asks for `addresses()`.
A user holds a shared lock for the life of its process, so a killed one is not waited for. See docs/operations.md.
"""

import os
import secrets
import subprocess
import sys
import time

import environ

from .locks import Lock, is_held_alone
from .places import HOME, KEEPER_LOCK, ROOT, USERS_LOCK, addresses
from .troubles import CannotStart, in_sentences, say

__all__ = ["CannotStart", "addresses", "is_local", "secret_key", "start"]

PATIENCE = 150  # seconds
held = {}  # the users' lock of this process


def is_local():
    """True without DATABASE_URL, in the environment or in the file .env."""
    environ.Env.read_env(ROOT / ".env")
    return not os.environ.get("DATABASE_URL")


def secret_key():
    """This checkout's own secret key, made once."""
    place = HOME / "secret_key"
    with in_sentences(HOME):
        HOME.mkdir(exist_ok=True)
        if not place.exists():
            draft = HOME / f"secret_key.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(60))
            try:
                os.link(draft, place)  # of two processes at once, one wins and both read its key
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return place.read_text()


def start():
    """Have both servers run for as long as this process does; say in a sentence what stands in the way."""
    if not is_local():
        return
    with in_sentences(HOME):
        HOME.mkdir(exist_ok=True)
        hold()
        deadline = time.monotonic() + PATIENCE
        while not (is_held_alone(KEEPER_LOCK) and both_answer()):
            if time.monotonic() > deadline:
                raise CannotStart(f"The local services did not become ready in time: {HOME}/keeper.log says more.")
            if not is_held_alone(KEEPER_LOCK):
                call_keeper()
            time.sleep(0.05)


def hold():
    if os.getpid() not in held:
        lock = Lock(USERS_LOCK)
        lock.share()
        held[os.getpid()] = lock


def both_answer():
    from . import postgres, valkey  # slow to import, and a deployed site has neither

    return valkey.answers() and postgres.answers()


def call_keeper():
    if not (HOME / "postgres").exists():
        say("Preparing a database of this checkout in .local (once) …")
    keeper = subprocess.run(
        [sys.executable, "-m", "config.local.keeper"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        check=False,
    )
    if keeper.returncode:
        raise CannotStart(keeper.stderr.strip().rpartition("\n")[2])
