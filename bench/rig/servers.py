"""Web servers to measure, each as the product runs it, and what they use of the machine."""

import contextlib
import os
import signal
import socket
import sys
import time

import psutil

from . import ROOT

SETTINGS = "rig.settings"
WORKERS = 2
PATIENCE = 60  # seconds


class Server:
    """A granian of two workers of one thread on a database of the benchmarks."""

    def __init__(self, database, urlconf=None, application="config.wsgi:application"):
        self.port = free_port()
        surroundings = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "bench"))),
            "BENCH_DATABASE": database,
        }
        if urlconf:
            surroundings["BENCH_URLCONF"] = urlconf
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port)),
            *("--workers", str(WORKERS), "--blocking-threads", "1", "--no-ws", "--log-level", "warning"),
            application,
        ]
        self.process = psutil.Popen(command, cwd=ROOT, env=surroundings)

    def __enter__(self):
        """Wait until it takes connections."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return self
            if time.monotonic() > deadline or self.process.poll() is not None:
                self.stop()
                raise SystemExit("The server did not start.")
            time.sleep(0.1)

    def __exit__(self, *_):
        self.stop()

    def workers(self):
        return self.process.children(recursive=True)

    def processes(self):
        return [self.process, *self.workers()]

    def worker_of(self, connection):
        """The id of the worker that took a connection."""
        port = connection.socket.getsockname()[1]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for worker in self.workers():
                if any(one.raddr and one.raddr.port == port for one in worker.net_connections("tcp")):
                    return worker.pid
            time.sleep(0.01)
        raise SystemExit("No worker took the connection.")

    def resident(self):
        """The resident memory of the largest worker, in bytes."""
        return max(worker.memory_info().rss for worker in self.workers())

    def stop(self):
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.send_signal(signal.SIGINT)
        if psutil.wait_procs([self.process], timeout=10)[1]:
            self.process.kill()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
