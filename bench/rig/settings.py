"""The product's own settings on a database of the benchmarks; the floor puts its addresses in the product's place."""

import os

from config.settings import *  # noqa: F403 - all of them, that is the point
from config.settings import CACHES, DATABASES, TEMPLATES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
CACHES["default"]["KEY_PREFIX"] = os.environ["BENCH_DATABASE"]

if "BENCH_URLCONF" in os.environ:
    ROOT_URLCONF = os.environ["BENCH_URLCONF"]
    processors = TEMPLATES[0]["OPTIONS"]["context_processors"]
    processors[:] = [name for name in processors if name.startswith("django.")]
