"""What can go wrong on a machine of one's own, in sentences that say what to do."""

import contextlib
import errno
import re
import sys

from .places import HOME

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class CannotStart(SystemExit):
    """Ends the program with one sentence and exit code 1; a traceback would help nobody."""

    @property
    def sentence(self):
        return str(self.code)


def say(line):
    """Tell the person at the terminal what takes a while."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def disk_is_full():
    return CannotStart(f"The disk of {HOME} is full: make room (300 MB will do) and start again. No data is lost.")


def may_not_write(where):
    return CannotStart(
        f"This user may not write to {where}: give them the right (sudo chown -R $USER {HOME}), "
        f"or use a checkout of one's own."
    )


def not_ours(folder):
    return CannotStart(f"{folder} belongs to somebody else: have it removed, or use a checkout with a shorter path.")


def other_version(found, wanted):
    return CannotStart(
        f"The data in {HOME}/postgres is of PostgreSQL {found}, and this checkout runs {wanted}: "
        f"move that folder away to begin anew (keep it, an older checkout can still read it), then start again."
    )


def did_not_start(name, output, log):
    """The sentence for a server that stopped while starting, from the last thing it said."""
    if "No space left on device" in output or "File too large" in output:
        return disk_is_full()
    last = (re.findall(r"(?:FATAL|PANIC|ERROR|error): +(.+)", output) or ["it did not say why"])[-1].strip()
    return CannotStart(f"{name} did not start ({last}): {log} says more; no data is lost.")


@contextlib.contextmanager
def in_sentences(where):
    """Turn the errors of a disk into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise disk_is_full() from error
        if error.errno in FORBIDDEN:
            raise may_not_write(error.filename or where) from error
        raise
