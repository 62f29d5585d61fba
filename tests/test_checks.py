"""Each check of `make check` fails on the fault it is there for, planted in a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.local import addresses

ROOT = Path(settings.BASE_DIR)
LEFT_OUT = (".*", "__pycache__", "node_modules", "*.mo")
MODEL = "from django.db import models\n\n\nclass Planted(models.Model):\n    word = models.TextField()\n"
LONG = "def planted():\n" + "    planted()\n" * 31
SENTENCE = '{% load i18n %}{% translate "A planted sentence that nobody has translated" %}\n'
META = "\n    class Meta:\n        ordering = ['word']\n"

FAULTS = [
    ("check-python", "people/planted.py", "import os\n", "imported but unused"),
    ("check-python", "people/planted.py", "words = {  'one':1}\n", "not in the common form"),
    ("check-imports", "people/planted.py", "import consultations.apps\n", "Apps import downward only BROKEN"),
    (
        "check-imports",
        "people/querysets.py",
        "import people.models\n",
        "Modules inside an app import downward only BROKEN",
    ),
    ("check-templates", "templates/planted.html", "{{word}}\n", "Would reformat: templates/planted.html"),
    ("check-templates", "templates/planted.html", '<img src="planted.png">\n', "H013"),
    ("check-migrations", "people/models.py", MODEL, "Create model Planted"),
    ("check-translations", "templates/planted.html", SENTENCE, "A planted sentence that nobody has translated"),
    ("check-deployed", "config/settings.py", "SECURE_HSTS_SECONDS = 0\n", "security.W004"),
    ("check-shape", "people/planted.py", LONG, "test_functions_and_modules_are_short[people/planted.py]"),
    ("check-shape", "people/planted.py", "\n" * 301, "test_functions_and_modules_are_short[people/planted.py]"),
    ("check-shape", "templates/planted.html", "<p>\n" * 121, "test_templates_are_short"),
    ("check-shape", "templates/planted.html", '<p style="color: red">\n', "test_templates_are_short"),
    ("check-shape", "people/utils.py", "words = []\n", "test_names_say_what_stands_in_a_module[people/utils.py]"),
    ("check-shape", "people/planted.py", MODEL + "\n    def save(self): ...\n", "test_models_keep_to_facts"),
    ("check-shape", "people/planted.py", MODEL + META, "test_models_keep_to_facts"),
    ("check-shape", "people/planted.py", "from django.dispatch import receiver\n", "test_nothing_listens_to_signals"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project that uses this one's environment and packages."""
    folder = tmp_path_factory.mktemp("planted") / "academy"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (folder / ".venv").mkdir()
    (folder / ".venv" / "installed").touch()
    shutil.copytree(ROOT / ".built", folder / ".built")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def check(target, folder):
    """Run one check on the copy, deployed so that it starts no servers of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": os.environ.get("DATABASE_URL") or addresses()[0],
        "REDIS_URL": os.environ.get("REDIS_URL") or addresses()[1],
        "SECRET_KEY": "planted, but long enough and of many different letters",
        "ALLOWED_HOSTS": "localhost",
    }
    for name in [name for name in environment if name.startswith("PYTEST")]:
        del environment[name]
    return subprocess.run(
        ["make", target, f"IN={Path(sys.executable).parent}/"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(("target", "path", "fault", "answer"), FAULTS, ids=[f"{t}: {a[:30]}" for t, _, _, a in FAULTS])
def test_check_fails_on_a_planted_fault(copy, target, path, fault, answer):
    place = copy / path
    before = place.read_text() if place.exists() else None
    place.write_text(f"{before}\n{fault}" if before else fault)
    try:
        done = check(target, copy)
    finally:
        if before is None:
            place.unlink()
        else:
            place.write_text(before)

    assert done.returncode != 0
    assert answer in done.stdout


def test_every_check_has_a_planted_fault():
    checks = (ROOT / "Makefile").read_text().partition("\ncheck: ")[2].partition("##")[0].split()

    assert set(checks) - {".venv/installed"} == {target for target, *_ in FAULTS}
