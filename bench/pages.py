"""How fast, even, small and steady the pages of a consultation and of courses are, against bench/floor.py's floor."""

from rig import bare, databases, measure
from rig.report import Report
from rig.servers import Server
from rig.weight import first_view

SMALL, BIG = "bench_small", "bench_big"
SPEED = {
    "ideas": 0.5,
    "ideas, signed in": 0.5,
    "idea": 0.4,
    "results": 0.4,
    "catalogue": 0.5,
    "catalogue, signed in": 0.5,
    "course": 0.4,
    "cohort list": 0.5,
    "programme": 0.4,
    "vote": 0.5,
    "endorse": 0.5,
    "enrol": 0.5,
}  # of the floor's
TAIL = 2  # p99 / p50
GROWTH = 1.5  # times the time on the big sample
KILOBYTES = {"all": 50, "css": 20, "js": 20}
MEGABYTES = 160


def main():
    report = Report("Pages")
    with databases.made(SMALL, BIG):
        connection = databases.enter(SMALL)
        from rig import floor, queries, stage  # they need Django set up

        floor.fill(connection)
        scene = stage.small()
        report.note(f"small sample: {stage.sizes()}; {measure.describe()}")
        steady(report, queries.count, stage.one_of_each(), scene)
        databases.enter(BIG)
        large = stage.big()
        report.note(f"big sample: {stage.sizes()}")
        bare_rate, bare_tail = without_django()
        report.note(f"without Django, {bare_rate:.0f} a second: p99 / p50 {bare_tail:.2f} here")
        with Server(SMALL) as product, Server(SMALL, "rig.floor") as least, Server(BIG) as grown:
            floors = floor.targets(least, scene.jars)
            weigh(report, product.port, scene.public)
            read(report, scene.reading(product), floors["list"])
            signed_in = scene.reading_signed_in(product)
            lists = {f"{name}, signed in": signed_in[name] for name in ("ideas", "catalogue")}
            read(report, lists, floors["list, signed in"])
            write(report, scene.writing(product), floors["POST"])
            grow(report, scene.reading_signed_in(product), large.reading_signed_in(grown))
            report.figure("memory of the largest worker", product.resident() / 1e6, MEGABYTES, unit="MB")
    report.end()


def without_django():
    """The rate of a function that works about as long as a kept page, and how uneven its answers come."""
    with Server(SMALL, application="rig.bare:application") as server:
        seen = measure.slices(measure.Target(server, [[bare.REQUEST]] * measure.CONNECTIONS))
    return seen.rate, seen.tail


def steady(report, count, one, twenty):
    """A page asks as many queries for one row as for twenty."""
    for name in twenty.measured:
        for who, jar in (("", ""), (", signed in", twenty.jars[0])):
            few, many = count(one.measured[name], jar), count(twenty.measured[name], jar)
            detail = f"{many}, with one row {few}"
            report.figure(f"{name}{who}: queries more for 20 rows", abs(many - few), 0, detail=detail)


def weigh(report, port, paths):
    """The heaviest first view of each kind."""
    views = {path: first_view(port, path) for path in paths}
    for kind, bar in KILOBYTES.items():
        path = max(views, key=lambda path: views[path][kind])
        detail = f"the most of {len(views)}: {path}"
        report.figure(f"first view: {kind}", views[path][kind] / 1000, bar, unit="kB", detail=detail)


def read(report, pages, floor):
    """Pages against the floor's list, and how even their answers come."""
    for name, page in pages.items():
        ours = against(report, name, page, floor)
        report.figure(f"{name}: p99 / p50", ours.tail, TAIL)


def write(report, forms, floor):
    """Forms against the floor's POST."""
    for name, form in forms.items():
        against(report, name, form, floor)


def against(report, name, target, floor):
    ours, floors = measure.compare(target, floor)
    detail = f"{ours.rate:.0f} a second, the floor {floors.rate:.0f}{ours.caveat()}"
    report.figure(f"{name}: speed to the floor's", ours.rate / floors.rate, SPEED[name], at_least=True, detail=detail)
    return ours


def grow(report, pages, pages_of_big):
    """The same page on the big sample, read by somebody signed in, for whom nothing is cached."""
    for name, page in pages.items():
        large, small = measure.compare(pages_of_big[name], page)
        report.figure(f"{name}: time on the big sample", small.rate / large.rate, GROWTH, unit="times")


if __name__ == "__main__":
    main()
