"""The Chromium that the tests drive: the machine's own, or one that Playwright fetches."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from .troubles import CannotStart

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (  # it runs in containers too, and asks nothing of the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def machine_browser():
    """The path of the machine's Chromium, or None where Playwright's own is to be used."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright):
    """A Chromium without a window, or a sentence that says what gives one."""
    try:
        return playwright.chromium.launch(executable_path=machine_browser(), args=QUIET)
    except Exception as trouble:  # whatever keeps it from starting, the remedy is the same
        first = str(trouble).strip().partition("\n")[0]
        raise CannotStart(f"The tests need a Chromium ({first}): apt-get install chromium gives one.") from None


def main():
    """Fetch a Chromium where there is none, and see it start."""
    if machine_browser():
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], check=False)
    with sync_playwright() as playwright:
        launch(playwright).close()


if __name__ == "__main__":
    main()
