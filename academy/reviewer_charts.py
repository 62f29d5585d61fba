"""The figures of reviewers as numbers for SVG attributes, and as words."""

WIDTH, HEIGHT = 120, 20  # of a picture in a cell
WIDEST = 1  # levels from the middle to the end of a bar
HIGHEST = 4  # the highest level


def charted(rows):
    """Each row of academy.reviewer_figures.figures_of with what its pictures need."""
    for row in rows:
        yield {
            **row,
            "bar": _bar(row["leniency"]),
            "points": _points(row["drift"]),
            "parts": ["–" if mean is None else f"{mean:.1f}" for mean in row["drift"]],
            **{name: "–" if row[name] is None else f"{row[name]:+.2f}" for name in ("leniency", "calibration")},
        }


def _bar(difference):
    """Where a bar from the middle begins and how long it is; longer ones end at the edge."""
    if difference is None:
        return None
    length = min(abs(difference), WIDEST) / WIDEST * WIDTH / 2
    start = WIDTH / 2 if difference >= 0 else WIDTH / 2 - length
    return {"x": f"{start:.1f}", "width": f"{max(length, 1):.1f}"}


def _points(means):
    """The line through the means: `x,y x,y …`, the level 4 at the top; parts without a review are left out."""
    step = WIDTH / max(len(means) - 1, 1)
    places = [(number * step, mean) for number, mean in enumerate(means) if mean is not None]
    return " ".join(f"{x:.1f},{HEIGHT - 2 - mean / HIGHEST * (HEIGHT - 4):.1f}" for x, mean in places)
