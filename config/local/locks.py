"""Locks on files. The system lets go of them when a process ends, however it ends."""

import fcntl
import os


class Lock:
    """A lock on a file, shared or exclusive, for as long as this object is open."""

    def __init__(self, path):
        # Not opened for writing: a full disk must not keep anyone out.
        self.handle = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def share(self):
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def wait_alone(self):
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def try_alone(self):
        """True where nobody else holds it, and then it is ours alone."""
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(self):
        fcntl.flock(self.handle, fcntl.LOCK_UN)

    def close(self):
        os.close(self.handle)


def is_held_alone(path):
    """True where some process holds the lock exclusively."""
    lock = Lock(path)
    try:
        fcntl.flock(lock.handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        lock.close()
    return False
