"""A process that answers pages does not carry the solver."""

import subprocess
import sys

LOADED = """
import sys
import config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({"numpy", "ortools"} & set(sys.modules)))
"""


def test_pages_are_answered_without_numpy_and_the_solver():
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)

    assert found.stdout.split() == []
