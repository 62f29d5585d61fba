#!/usr/bin/env python
"""The door for people at a terminal."""

import os
import sys


def main():
    """Start the local services where they are wanted, then run a command of Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line

        from config import assets, local
    except ImportError as missing:
        sys.exit(f"{missing.name} is not installed: run make run, or .venv/bin/pip install -r requirements.txt.")
    local.start()
    if local.is_local() and "runserver" in sys.argv[1:2]:
        assets.prepare()
        assets.collect()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
