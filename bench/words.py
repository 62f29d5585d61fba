"""Results on words and votes with a million ballots, against a thousand and against the floor's POST."""

from rig import databases, load, measure
from rig.report import Report
from rig.servers import Server

FEW, MANY = "bench_words_few", "bench_words_many"
GROWTH = 3  # times the time with a thousand ballots
VOTE = 0.5  # of the floor's POST
VOTERS = {FEW: 5, MANY: 5_000}  # of each language


def main():
    report = Report("Words")
    with databases.made(FEW, MANY):
        scenes = {name: filled(report, name, voters) for name, voters in VOTERS.items()}
        with Server(FEW) as small, Server(MANY) as large, Server(FEW, "rig.floor") as least:
            from rig import floor

            read(report, pages(scenes[FEW], small), pages(scenes[MANY], large))
            floors = floor.targets(least, scenes[FEW].jars)
            ours, floors = measure.compare(scenes[MANY].writing(large)["vote"], floors["POST"])
            detail = f"{ours.rate:.0f} a second, the floor {floors.rate:.0f}{ours.caveat()}"
            report.figure(
                "vote: speed to the floor's POST", ours.rate / floors.rate, VOTE, at_least=True, detail=detail
            )
    report.end()


def filled(report, name, voters):
    """The scene of a database with so many voters a language, and the floor's table beside it."""
    connection = databases.enter(name)
    from rig import crowd, floor, stage  # they need Django set up

    floor.fill(connection)
    consultation = crowd.gather(voters)
    scene = stage.with_readers(crowd.scene(consultation))
    report.note(f"{stage.sizes()} in {crowd.LANGUAGES} languages; {measure.describe()}")
    return scene


def pages(scene, server):
    """The results of one language, and of all side by side, signed in: nothing is kept for them."""
    paths = {"results": scene.path("language_results", scene.language), "matrix": scene.path("results")}
    return {name: measure.Target(server, [[load.get(path, jar)] for jar in scene.jars]) for name, path in paths.items()}


def read(report, pages_of_few, pages_of_many):
    """The time of a page with a million ballots in that with a thousand."""
    for name in pages_of_few:
        many, few = measure.compare(pages_of_many[name], pages_of_few[name])
        detail = f"{many.rate:.0f} a second, with few {few.rate:.0f}{many.caveat()}"
        report.figure(f"{name}: time with a million", few.rate / many.rate, GROWTH, unit="times", detail=detail)


if __name__ == "__main__":
    main()
