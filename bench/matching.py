"""Synthetic rounds of matching, from rows in PostgreSQL to stored proposals, held against other solvers."""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from rig import databases
from rig.report import Report

NAME = "bench_matching"
SECONDS = {1_000: 1, 5_000: 8, 20_000: 40}
TIMES = {1_000: 5, 5_000: 3, 20_000: 1}
MEGABYTES = 1_000
BARE, ORACLE_UP_TO, WHAT_IF_UP_TO = 1.5, 5_000, 1_000
PEER, PEER_VERSION, PEER_SIZE, PEER_TIMES = "mentor-match", "7.0.1", 1_000, 500


def main():
    report = Report("Matching")
    small = run("rig/matching_oracle.py")
    report.figure("small rounds unlike scipy's assignment", small["unlike"], 0, detail=f"of {small['rounds']}")
    give_last_places(report)
    for size in SECONDS:
        with databases.made(NAME):
            databases.enter(NAME)
            from rig import matching_rows  # it needs Django set up

            matching_rows.gather(size)
            tell(report, size, run("rig/matching_measure.py", NAME, str(size), str(TIMES[size])))
    against_peer(report)
    report.end()


def give_last_places(report):
    """Two mentors have a place each, and fifty people ask for it at once."""
    with databases.made(NAME):
        found = run("rig/last_places.py", NAME)
    asked = f"asked for by {found['people']} at once"
    report.figure("last places given beyond capacity", found["beyond"], 0, detail=asked)
    report.figure("last places of two mentors given", found["given"], 2, at_least=True, detail=asked)


def run(script, *arguments, given=None, python=sys.executable):
    """What a script, in a process of its own, prints as JSON."""
    command = [python, str(Path(__file__).parent / script), *arguments]
    return json.loads(subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout)


def tell(report, size, found):
    """The figures of one size."""
    report.note(
        f"{size} mentees, {found['mentors']} mentors, {found['eligible']} pairs can be ({found['share']:.1f} %), "
        f"{found['pairs']} looked at; matched {found['figures'][0]}, thin {found['figures'][1]}, "
        f"who waited {found['figures'][2]}, total {found['figures'][3]}"
    )
    busy = f"{found['worked']:.2f} s at work; others took {found['others']:.0%} of the processor"
    report.figure(f"{size}: from rows to proposals", found["seconds"], SECONDS[size], unit="s", detail=busy)
    report.note(f"scoring {found['scoring']:.2f}, solving {found['solving']:.2f}, proving {found['proving']:.2f} s")
    if size <= WHAT_IF_UP_TO:
        report.figure(f"{size}: a what-if before a pair is forbidden", found["what_if"], 1, unit="s")
    report.figure(f"{size}: memory at the peak", found["megabytes"], MEGABYTES, unit="MB")
    report.figure(f"{size}: solving against bare OR-tools", found["ratio"], BARE, unit="times")
    report.figure(f"{size}: proofs that hold", found["proved"], 1, at_least=True)
    if size <= ORACLE_UP_TO:
        unlike = sum(one != other for one, other in zip(found["figures"], found["oracle"], strict=True))
        report.figure(f"{size}: levels unlike scipy's assignment", unlike, 0, detail=f"it gives {found['oracle']}")


def against_peer(report):
    """The peer pairs the same people by the same points, in an environment of its own. Both get the points ready."""
    ours = run("rig/matching_oracle.py", str(PEER_SIZE))
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        wanted = f"{PEER}=={PEER_VERSION}"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted], check=True)
        theirs = run("rig/peer_of_matching.py", given=json.dumps(ours["given"]).encode(), python=python)
    report.note(
        f"{PEER} at {PEER_SIZE}: {theirs['seconds']:.1f} s, matched {theirs['matched']}, total {theirs['total']}; "
        f"here {ours['seconds']:.3f} s, with the scoring {ours['with_scoring']:.3f} s"
    )
    report.figure(f"times as fast as {PEER}", theirs["seconds"] / ours["seconds"], PEER_TIMES, at_least=True)
    report.figure(f"matched more than by {PEER}", ours["matched"] - theirs["matched"], 0, at_least=True)


if __name__ == "__main__":
    main()
