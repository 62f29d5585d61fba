"""What the benchmarks share: services and servers to measure, a load generator, and the report."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# `python bench/pages.py` has only bench/ on its path; the product stands one above.
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))
