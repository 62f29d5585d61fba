"""5,000 applications with three reviews each, ranked under constraints from rows in PostgreSQL: time and memory."""

import json
import resource
import subprocess
import sys
from statistics import median
from time import perf_counter

from rig import databases
from rig.report import Report

NAME = "bench_selection"
SECONDS, MEGABYTES = 2, 200
TIMES = 5


def main():
    report = Report("Selection")
    with databases.made(NAME):
        databases.enter(NAME)
        from rig import round as rows  # it needs Django set up

        rows.gather()
        report.note(f"{rows.APPLICATIONS} applications, {rows.REVIEWS} reviews each, {len(rows.WEIGHTS)} criteria")
        found = json.loads(subprocess.run([sys.executable, __file__, NAME], stdout=-1, check=True).stdout)
        report.note(f"{found['selected']} selected; minimums that decided: {', '.join(found['binding'])}")
        spread = f"between {min(found['seconds']):.2f} and {max(found['seconds']):.2f}"
        report.figure("ranking from the rows", median(found["seconds"]), SECONDS, unit="s", detail=spread)
        report.figure("memory of the process at its peak", found["megabytes"], MEGABYTES, unit="MB")
        report.note(f"deciding, with the sealed bundle and a row for each decision: {found['deciding']:.1f} s")
    report.end()


def measure(name):
    """In a process of its own: rank some times, then decide; prints what it took as JSON."""
    databases.enter(name)
    from django.utils import timezone

    from academy.actions import selection
    from academy.actions.ranking import round_of
    from academy.models import Cohort

    cohort, seconds = Cohort.objects.get(), []
    for _time in range(TIMES):
        start = perf_counter()
        ranking = round_of(cohort, cohort.rubrics.get()).ranked(cohort)
        seconds.append(perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cohort.__class__.objects.update(least_reviews=3)
    start = perf_counter()
    selection.decide(cohort=cohort, actor=None, now=timezone.now())
    chosen = sum(row.outcome == "selected" for row in ranking.placed)
    said = {"seconds": seconds, "megabytes": peak, "selected": chosen, "binding": ranking.binding}
    print(json.dumps(said | {"deciding": perf_counter() - start}))


if __name__ == "__main__":
    main() if len(sys.argv) == 1 else measure(sys.argv[1])
