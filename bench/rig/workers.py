"""Celery's worker and beat as the product runs them, to be watched and killed."""

import contextlib
import signal
import sys
import time

import psutil

from . import ROOT

PATIENCE = 60  # seconds


class Celery:
    """One process of Celery with its children."""

    def __init__(self, environment, *words):
        command = [sys.executable, "-m", "celery", "--quiet", "--app", "config", *words, "--loglevel", "WARNING"]
        with open(environment["BENCH_LOG"], "ab") as log:
            self.process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def processes(self):
        return [self.process, *self.children()]

    def children(self):
        with contextlib.suppress(psutil.NoSuchProcess):
            return self.process.children()
        return []

    @property
    def has_ended(self):
        return self.process.poll() is not None

    def wait_for(self, count):
        """Until the worker has its children."""
        deadline = time.monotonic() + PATIENCE
        while len(self.children()) < count:
            if time.monotonic() > deadline or self.has_ended:
                raise SystemExit("Celery did not start.")
            time.sleep(0.1)
        return self

    def kill(self):
        """kill -9 of the process and its children; answers how many children that were."""
        family = self.processes()
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)
        return len(family) - 1

    def resident(self):
        """The resident memory of the largest child, in bytes."""
        return max(child.memory_info().rss for child in self.children())


def worker(environment, processes):
    return Celery(environment, "worker", "--concurrency", str(processes)).wait_for(processes)


def beat(environment):
    return Celery(environment, "beat")
