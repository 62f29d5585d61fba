"""The report: one line for each figure, what it is held against, and one last line that sums up."""

import sys
from dataclasses import dataclass, field


@dataclass
class Report:
    """Figures against their bars."""

    title: str
    missed: list = field(default_factory=list)
    count: int = 0

    def __post_init__(self):
        print(self.title, flush=True)

    def note(self, text):
        print(f"  {text}", flush=True)

    def figure(self, name, value, bar, *, at_least=False, unit="", detail=""):
        """Print a figure and remember it where it falls short of its bar."""
        held = value >= bar if at_least else value <= bar
        self.count += 1
        if not held:
            self.missed.append(name)
        sign, verdict = ("≥" if at_least else "≤"), ("ok" if held else "MISSED")
        print(f"  {name:<44} {value:>8.4g} {sign} {bar:<5g} {unit:<7} {verdict:<7} {detail}".rstrip(), flush=True)

    def end(self):
        """Sum up, and leave with 1 where a figure was missed."""
        if self.missed:
            print(f"{self.title}: {len(self.missed)} of {self.count} figures missed: {', '.join(self.missed)}.")
            sys.exit(1)
        held = f"all {self.count} figures hold" if self.count else "measured; it has no bar of its own"
        print(f"{self.title}: {held}.")
