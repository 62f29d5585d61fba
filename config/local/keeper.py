"""The keeper of one checkout's servers: it starts them, restarts one that dies, and stops them after the last user.

Run as `python -m config.local.keeper` by whoever finds that there is none. It returns when the servers are ready (0),
when another keeper is at work (0), or with a sentence that says what to do (1); its child stays behind and watches.
"""

import contextlib
import logging
import os
import sys
import time

from . import postgres, valkey
from .locks import Lock
from .places import HOME, KEEPER_LOCK, KEEPER_LOG, USERS_LOCK, socket_folder
from .troubles import CannotStart, in_sentences

LINGER = 10  # seconds without a user before the servers stop
GLANCE = 0.5  # seconds between two looks

logger = logging.getLogger("keeper")


def main():
    with in_sentences(HOME):
        mine = Lock(KEEPER_LOCK)
        if not mine.try_alone():
            return
        start_both()
        if os.fork():
            os._exit(0)  # the child has the lock now
        leave_the_terminal()
        watch(Lock(USERS_LOCK))


def start_both():
    try:
        postgres.start()
        valkey.start()
    except BaseException:  # leave nothing half started, whatever the trouble
        stop_both()
        raise


def stop_both():
    postgres.stop()
    valkey.stop()
    with contextlib.suppress(OSError):
        socket_folder().rmdir()


def leave_the_terminal():
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    logging.basicConfig(filename=KEEPER_LOG, filemode="w", format="%(asctime)s %(message)s", level=logging.INFO)
    logger.info("Both servers are ready; the keeper is process %s.", os.getpid())


def watch(users):
    """Look after both servers until nobody has used them for a while."""
    last_used = time.monotonic()
    while True:
        time.sleep(GLANCE)
        if not users.try_alone():
            last_used = time.monotonic()
            mend()
        elif time.monotonic() - last_used < LINGER:
            users.let_go()
        else:
            break
    # Whoever comes now waits for the users' lock, and starts a new keeper when this one is gone.
    stop_both()
    logger.info("Nobody is left; both servers are stopped.")


def mend():
    """Start again what died. Where that fails the keeper leaves, and the next user hears why."""
    for server in (postgres, valkey):
        if not server.runs():
            logger.info("%s is gone; starting it again.", server.__name__)
            server.start()


if __name__ == "__main__":
    try:
        main()
    except CannotStart as refusal:
        logger.error("%s", refusal.sentence)
        raise
