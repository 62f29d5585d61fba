"""The outbox at work: how fast workers send, how fast planning is, and whether a worker's memory stays flat.

The same with a rule of Learning Days: its people are looked up, and asked anew before each of them is told.
"""

import io
import statistics
import time
from functools import partial

from rig import workers
from rig.quiet import Watch
from rig.report import Report
from rig.throwaway import Services

MAILS = 10_000
PLANNED = 100_000
WORKERS = 4
ROUNDS = 3
COLUMNS = """recipient_id, address, kind, payload, dedupe_key, occurrence, revision, created_at, due_at, grace_until,
state, reason, attempts, try_at, last_error, message_id"""


def main():
    report = Report("Reminders")
    with Services() as services:
        services.enter()
        from rig import reminders  # it needs Django set up

        reminders.people(MAILS)
        report.note(f"{MAILS:,} people; {WORKERS} worker processes of Celery; sink: aiosmtpd in a process of its own")
        measure_sending(report, services, "", reminders.plan_all)
        measure_learning_days(report, services)
        measure_planning(report)
    report.end()


def measure_learning_days(report, services):
    """Arming a rule with everybody on a seat, and sending its reminders."""
    from rig import edition_reminders

    from notices.models import Notice
    from people.models import Person

    rule = edition_reminders.rule_for(list(Person.objects.order_by("pk")))
    seconds = []
    for _ in range(ROUNDS):
        Notice.objects.all().delete()
        began = time.perf_counter()
        planned = edition_reminders.arm_anew(rule)
        seconds.append(time.perf_counter() - began)
        if planned != MAILS:
            raise SystemExit(f"Arming the rule planned {planned:,} reminders instead of {MAILS:,}.")
    report.figure(f"seconds to arm a rule for {MAILS:,} people", statistics.median(seconds), 2)
    measure_sending(report, services, "Learning Days: ", partial(edition_reminders.arm_anew, rule))


def measure_sending(report, services, name, plan):
    """The workers against one process that builds the same mails and sends them over one connection."""
    floors, ours, sizes = [], [], []
    wait_for_sink(services)
    worker = workers.worker(services.environment, WORKERS)
    watch = Watch([services, worker])
    try:
        for _ in range(ROUNDS):
            floors.append(one_process(plan))
            ours.append(all_workers(services, plan))
            sizes.append(worker.resident() / 2**20)
        floors.append(one_process(plan))
        report.note(f"other processes took {watch.others():.0%} of the machine meanwhile; the figures want it quiet")
    finally:
        worker.kill()
    floor, rate = statistics.median(floors), statistics.median(ours)
    report.note(f"one process, Django's mail classes: {floor:,.0f} mails a second; the workers: {rate:,.0f}")
    report.figure(f"{name}workers against one process", rate / floor, 0.6, at_least=True)
    report.note(f"largest worker after each round: {', '.join(f'{size:.0f}' for size in sizes)} MB")
    report.figure(f"{name}memory after the last round against the first", sizes[-1] / sizes[0], 1.05)


def wait_for_sink(services):
    from django.core.mail import get_connection

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with get_connection():
                return
        except OSError:
            time.sleep(0.1)


def one_process(plan):
    """Mails a second of one process and one connection. Texts are ready, so that it only builds and sends."""
    from django.core.mail import EmailMultiAlternatives, get_connection

    texts = ready_texts(plan)
    began = time.perf_counter()
    with get_connection() as connection:
        for subject, body, to, headers, html in texts:
            mail = EmailMultiAlternatives(subject, body, None, to, headers=headers)
            mail.attach_alternative(html, "text/html")
            connection.send_messages([mail])
    return len(texts) / (time.perf_counter() - began)


def ready_texts(plan):
    """What the reminders say, of notices that no worker ever sees."""
    from django.db import transaction

    from notices.kinds import attach_subjects
    from notices.letters import mail_of
    from notices.models import Notice

    with transaction.atomic():
        Notice.objects.all().delete()
        plan()
        mails = [mail_of(notice) for notice in attach_subjects(list(Notice.objects.with_facts()))]
        transaction.set_rollback(True)
    return [(mail.subject, mail.body, mail.to, mail.extra_headers, mail.alternatives[0].content) for mail in mails]


def all_workers(services, plan):
    """Mails a second of the workers, from the plan to the last mark."""
    from notices.models import Notice

    Notice.objects.all().delete()
    before = len(services.mails())
    began = time.perf_counter()
    plan()
    while Notice.objects.planned().exists():
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    sent = len(services.mails()) - before
    if sent != MAILS:
        raise SystemExit(f"The workers sent {sent:,} mails instead of {MAILS:,}.")
    return sent / seconds


def measure_planning(report):
    """INSERT … SELECT of the planner against a bare COPY of the same rows into a table without indexes."""
    from django.db import connection
    from rig import reminders

    from notices.models import Notice

    reminders.people(PLANNED - MAILS, first=MAILS)
    planning, copying = [], []
    for _ in range(ROUNDS):
        Notice.objects.all().delete()
        began = time.perf_counter()
        planned = reminders.plan_all()
        planning.append(time.perf_counter() - began)
        if planned != PLANNED:
            raise SystemExit(f"The planner planned {planned:,} notices instead of {PLANNED:,}.")
        copying.append(bare_copy(connection))
    ours, bare = statistics.median(planning), statistics.median(copying)
    report.note(f"planning {PLANNED:,} notices: {ours:.2f} s; a bare COPY of the same rows: {bare:.2f} s")
    report.figure("planning against a bare COPY", ours / bare, 10)
    began = time.perf_counter()
    again = reminders.plan_all()
    report.note(f"planning them once more: {again} new, {time.perf_counter() - began:.2f} s")


def bare_copy(connection):
    """Seconds that the same rows take from memory into a table of the same columns."""
    rows = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT {COLUMNS} FROM notices_notice) TO STDOUT", rows)
        cursor.execute(f"CREATE TABLE bare AS SELECT {COLUMNS} FROM notices_notice WITH NO DATA")
        rows.seek(0)
        began = time.perf_counter()
        cursor.copy_expert(f"COPY bare ({COLUMNS}) FROM STDIN", rows)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bare")
    return seconds


if __name__ == "__main__":
    main()
