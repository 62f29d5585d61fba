"""`make run`: everything the site needs, one step after the other, until the site is stopped by Ctrl-C."""

import os
import signal
import socket
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager

from config import assets, local
from config.local.places import ROOT
from config.local.troubles import say

LOGINS = ("organizer", "reviewer", "mentor", "learner")
PATIENCE = 60  # seconds until the first page


def main():
    port = chosen_port()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    local.start()
    assets.prepare()
    fill_database()
    assets.collect()
    sys.exit(serve(port))


def chosen_port():
    """The port of PORT, or a sentence where it cannot be had."""
    asked = os.environ.get("PORT") or "8000"
    try:
        port = int(asked)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except (ValueError, OverflowError):
        raise local.CannotStart(f"PORT={asked} is no port: choose a number from 1024 to 65535.") from None
    except PermissionError:
        raise local.CannotStart(f"Port {port} is for root alone: choose another one, make run PORT=8001.") from None
    except OSError:
        raise local.CannotStart(
            f"Port {port} is in use, perhaps by an earlier make run: stop that, or choose another one: "
            f"make run PORT={port + 1}."
        ) from None
    return port


def fill_database():
    """Bring the tables up to date; the commands say nothing where nothing is to do."""
    import django
    from django.core.management import call_command

    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    if local.is_local():
        call_command("load_sample", verbosity=0)


def serve(port):
    """Run every process of the Procfile until one ends or Ctrl-C; 0 when a person stopped it."""
    manager = Manager()
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    surroundings = {**os.environ, "PATH": here, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, command, env=surroundings, cwd=str(ROOT))
    stopped = threading.Event()
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))  # the terminal was closed
    threading.Thread(target=greet, args=(port, stopped), daemon=True).start()
    manager.loop()
    stopped.set()
    by_a_person = manager.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM, -signal.SIGINT, -signal.SIGTERM)
    return 0 if by_a_person else manager.returncode


def greet(port, stopped):
    """Print the address once the site answers there."""
    deadline = time.monotonic() + PATIENCE
    while not stopped.is_set() and time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/healthz/live", timeout=5):
            say(f"\n  Peer Academy is at http://localhost:{port}/\n")
            if local.is_local():
                say(f"  Sign in as {', '.join(LOGINS[:-1])} or {LOGINS[-1]}; the password is the name.")
            say("  Ctrl-C stops it; the data stays.\n")
            return
        time.sleep(0.1)


if __name__ == "__main__":
    main()
