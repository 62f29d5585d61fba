"""The product's own settings with the benchmarks' kind of notice and its templates."""

from pathlib import Path

from config.settings import *  # noqa: F403 - all of them, that is the point
from config.settings import TEMPLATES

NOTICE_KINDS = ["rig.reminders.KINDS", "learning_days.kinds.reminders.KINDS"]
NOTICE_PLANNERS = ["rig.reminders.plan_all"]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
