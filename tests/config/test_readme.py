"""The README's table and the code know the same variables."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ASKED = r'(?:env\.\w+|required|environ\.get)\(\s*"([A-Z_]+)"'
OF_THE_MACHINE = {"PATH"}


def test_readme_has_every_variable_and_no_other():
    config = (ROOT / "config").rglob("*.py")
    asked = {name for path in config for name in re.findall(ASKED, path.read_text())}
    asked |= set(re.findall(r"\$\{([A-Z_]+):-", (ROOT / "Procfile").read_text()))

    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))

    assert table == asked - OF_THE_MACHINE
