"""How long a newcomer waits: from `make run` in a fresh clone to the first page, and once more on the second day."""

import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from rig import ROOT
from rig.report import Report
from rig.servers import free_port

FIRST, AGAIN = 180, 15  # seconds
PATIENCE = 600


def main():
    report = Report("Start")
    with tempfile.TemporaryDirectory(prefix="newcomer-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "academy"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        report.note(f"a fresh clone of what is committed, {size_of(clone):.1f} MB")
        report.figure("make run, the first time (network included)", run(clone), FIRST, unit="s")
        report.figure("make run, again", run(clone), AGAIN, unit="s")
    report.end()


def run(clone):
    """Seconds from `make run` to the first page; then Ctrl-C, and all of it has stopped."""
    port, log = free_port(), clone.parent / "log"
    with log.open("w") as said:
        began = time.monotonic()
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for_page(process, port, log, began)
            return time.monotonic() - began
        finally:
            stop(process, clone)


def surroundings():
    """The machine's, without what belongs to this checkout."""
    own = {
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "DJANGO_SETTINGS_MODULE",
        "VIRTUAL_ENV",
        "MAKEFLAGS",
        "MAKELEVEL",
        "MFLAGS",
    }
    return {name: value for name, value in os.environ.items() if name not in own}


def wait_for_page(process, port, log, began):
    while time.monotonic() < began + PATIENCE and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            if page.status == 200:
                return
        time.sleep(0.05)
    raise SystemExit(f"No page came. The last that was said:\n{log.read_text()[-2000:]}")


def stop(process, clone):
    """Ctrl-C, as the terminal sends it to all at once, and wait until the services have stopped too."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(60)
    deadline = time.monotonic() + 60
    while (clone / ".local" / "postgres" / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.2)


def size_of(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts) / 1e6


if __name__ == "__main__":
    main()
