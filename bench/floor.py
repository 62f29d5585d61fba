"""The floor that the pages are measured against, in requests a second: the least that a Django page can cost here."""

from rig import databases, measure
from rig.report import Report
from rig.servers import Server

DATABASE = "bench_floor"


def main():
    report = Report("The floor")
    with databases.made(DATABASE):
        connection = databases.enter(DATABASE)
        from rig import floor  # its table needs Django set up

        floor.fill(connection)
        report.note(f"one table of {floor.ROWS} rows; {measure.describe()}")
        with Server(DATABASE, "rig.floor") as server:
            jars = databases.sign_in(databases.newcomers(measure.CONNECTIONS))
            for name, target in floor.targets(server, jars).items():
                seen = measure.slices(target)
                report.note(f"{name:<18} {seen.rate:>6.0f} requests a second, p99/p50 {seen.tail:.1f}{seen.caveat()}")
    report.end()


if __name__ == "__main__":
    main()
