"""The outbox under fire: workers and the database are killed, the broker is flushed, and every reminder counts.

`--short` is the same in small, for each run of the tests.
"""

import argparse
import os
import random
import signal
import time
from collections import Counter, defaultdict
from dataclasses import dataclass

import psutil
from rig import workers
from rig.report import Report
from rig.throwaway import Services

WORKERS = 4
SEED = 3
PATIENCE = 120  # seconds for the next mail; nothing that is planned takes longer


@dataclass
class Size:
    """How much of everything."""

    mails: int = 10_000
    in_app: int = 1_000
    worker_kills: int = 50
    database_kills: int = 5
    flushes: int = 3


SHORT = Size(mails=600, in_app=60, worker_kills=6, database_kills=1, flushes=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    size = SHORT if parser.parse_args().short else Size()
    report = Report("Faults")
    with Services() as services:
        services.enter()
        from rig import reminders  # it needs Django set up

        reminders.people(size.mails + size.in_app, in_app=size.in_app)
        scene = Scene(services, size, report)
        try:
            scene.run()
        finally:
            scene.stop()
        judge(report, scene)
        if report.missed:
            report.note(services.log())
    report.end()


class Scene:
    """Workers and a beat that send, and what befalls them, in an order that the seed decides."""

    happened = {
        "kill_one_worker": "kill -9 of a worker process",
        "kill_all_workers": "kill -9 of Celery with all its worker processes",
        "kill_database": "kill -9 of PostgreSQL",
        "flush_broker": "FLUSHALL of the broker",
    }

    def __init__(self, services, size, report):
        self.services, self.size, self.report = services, size, report
        self.chance = random.Random(SEED)
        self.killed = 0
        self.drained = self.seconds = 0.0
        self.worker = workers.worker(services.environment, WORKERS)
        self.beat = workers.beat(services.environment)

    def run(self):
        """Plan everything, let everything happen while it is sent, and wait until nothing is left."""
        from rig import reminders

        began = time.monotonic()
        reminders.plan_all()
        faults = self.faults()
        for number, fault in enumerate(faults, start=1):
            self.wait_for_mails(number * self.size.mails // (len(faults) + 1))
            fault()
            taken = len(self.services.mails())
            self.report.note(f"{time.monotonic() - began:5.1f} s, {taken:>6,} mails: {self.happened[fault.__name__]}")
        last = time.monotonic()
        self.wait_until_drained(last)
        self.drained, self.seconds = time.monotonic() - last, time.monotonic() - began

    def faults(self):
        """Every fault in a mixed order; twice the whole worker goes, with all of its processes."""
        whole = 2 if self.size.worker_kills > 2 * WORKERS else 0
        single = self.size.worker_kills - whole * WORKERS
        faults = [
            *[self.kill_one_worker] * single,
            *[self.kill_all_workers] * whole,
            *[self.kill_database] * self.size.database_kills,
            *[self.services.flush_broker] * self.size.flushes,
        ]
        self.chance.shuffle(faults)
        return faults

    def wait_for_mails(self, count):
        deadline = time.monotonic() + PATIENCE
        while len(self.services.mails()) < count and time.monotonic() < deadline:
            self.look_after_celery()
            time.sleep(0.05)

    def wait_until_drained(self, since):
        """Until nothing is planned; a minute is the bar, and two are the end of patience."""
        from notices.actions.claiming import patiently
        from notices.models import Notice

        while patiently(Notice.objects.planned().exists) and time.monotonic() < since + PATIENCE:
            self.look_after_celery()
            time.sleep(0.2)

    def look_after_celery(self):
        """Start Celery again where it gave up, as whoever runs it does: too many of its processes died in a second."""
        if self.worker.has_ended:
            self.report.note("Celery gave up and is started again")
            self.worker = workers.worker(self.services.environment, WORKERS)

    def kill_one_worker(self):
        """kill -9 of one process that sends; Celery starts another in its place."""
        self.look_after_celery()
        self.worker.wait_for(1)
        victim = self.chance.choice(self.worker.children())
        os.kill(victim.pid, signal.SIGKILL)
        psutil.wait_procs([victim], timeout=10)
        self.killed += 1

    def kill_all_workers(self):
        """kill -9 of Celery with all of its processes; whoever runs it starts it again."""
        self.killed += self.worker.kill()
        self.worker = workers.worker(self.services.environment, WORKERS)

    def kill_database(self):
        self.services.kill_postgres()
        self.services.start_postgres()

    def stop(self):
        self.beat.kill()
        self.worker.kill()


def judge(report, scene):
    """Count what came and what stands in the table, and hold it against the promise."""
    from notices.models import Notice

    size = scene.size
    kills = scene.killed + size.database_kills
    mails = scene.services.mails()
    ids = defaultdict(set)
    for recipient, message_id in mails:
        ids[recipient].add(message_id)
    rows = Counter(Notice.objects.values_list("recipient", flat=True))
    states = Counter(Notice.objects.values_list("state", flat=True))
    report.note(f"{size.mails:,} reminders by mail, {size.in_app:,} on the own page, {WORKERS} worker processes")
    report.note(
        f"in {scene.seconds:.0f} s killed: {scene.killed} worker processes, PostgreSQL {size.database_kills} times; "
        f"broker flushed {size.flushes} times; seed {SEED}"
    )
    report.note(f"the sink took {len(mails):,} mails; the table says {dict(sorted(states.items()))}")
    lost = size.mails - len(ids) + size.in_app - states["told"] + size.mails - states["sent"]
    report.figure("lost", lost, 0)
    report.figure("on the own page twice", sum(count > 1 for count in rows.values()), 0)
    report.figure("people who got a mail that they did not want", len(ids) - min(len(ids), size.mails), 0)
    report.figure("extra mails", len(mails) - len(ids), kills, detail=f"one for each of {kills} kills")
    report.figure("extra mails with another Message-ID", sum(len(held) > 1 for held in ids.values()), 0)
    report.figure("seconds from the last kill until drained", scene.drained, 60)


if __name__ == "__main__":
    main()
