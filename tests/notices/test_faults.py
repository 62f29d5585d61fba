"""The fault test of the outbox in small; `python bench/faults.py` is the whole of it."""

import subprocess
import sys

from django.conf import settings


def test_killed_workers_and_a_killed_database_lose_and_double_nothing():
    done = subprocess.run(
        [sys.executable, "bench/faults.py", "--short"],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "Faults: all 6 figures hold." in done.stdout
