"""Checkouts of their own, so that servers can be killed without harm to the tests beside."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

STOP_BOTH = "from config.local import keeper; keeper.stop_both()"


class Checkout:
    """A copy of the local services in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.home = folder / ".local"
        shutil.copytree(settings.BASE_DIR / "config", folder / "config", ignore=shutil.ignore_patterns("__pycache__"))
        self.environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}

    def begin(self, code, **options):
        """Begin a Python program in this checkout."""
        return subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )

    def run(self, code, **options):
        """Run a Python program in this checkout to its end: its exit code, what it printed, what it complained of."""
        with self.begin(code, **options) as program:
            said, complained = program.communicate(timeout=120)
        return program.returncode, said.strip(), complained.strip()

    def ask(self, statement):
        """Start the services and ask the database."""
        code, said, complained = self.run(f"""
from config import local
from config.local import postgres
local.start()
with postgres.connect() as connection, connection.cursor() as cursor:
    cursor.execute({statement!r})
    print(cursor.fetchall() if cursor.description else "done")
""")
        assert code == 0, complained
        return said

    def keeper(self):
        """The process id of the keeper."""
        return int((self.home / "keeper.log").read_text().rpartition("process ")[2].split(".")[0])

    def postmaster(self):
        """The process id of the database server."""
        return int((self.home / "postgres" / "postmaster.pid").read_text().split()[0])

    def close(self):
        if (self.home / "keeper.log").exists():
            with contextlib.suppress(ProcessLookupError, ValueError):
                os.kill(self.keeper(), signal.SIGKILL)
        if (self.home / "postgres").exists():
            self.run(STOP_BOTH)


@pytest.fixture
def checkout():
    """An empty checkout, in a folder with a name that wants care, short enough for a socket."""
    with tempfile.TemporaryDirectory() as place:
        made = Checkout(Path(place) / "Früchte & 100% 'Tee'")
        yield made
        made.close()


@pytest.fixture
def far_checkout(tmp_path):
    """A checkout whose path is too long for a socket."""
    made = Checkout(tmp_path / ("long" * 30))
    yield made
    made.close()
