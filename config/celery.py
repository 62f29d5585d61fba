"""Celery carries work out of the request; the tables stay the truth."""

import os

from celery import Celery, bootsteps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("academy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Plain intervals in UTC: several beats may run, and each of these tasks may run twice.
app.conf.beat_schedule = {
    "forget expired sessions": {"task": "people.tasks.forget_expired_sessions", "schedule": 3600.0},
    "plan reminders": {"task": "notices.tasks.plan_reminders", "schedule": 60.0, "options": {"expires": 55}},
    "make recount bundles": {
        "task": "consultations.tasks.make_recount_bundles",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "pass lapsed offers on": {
        "task": "academy.tasks.pass_lapsed_offers_on",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "pass lapsed proposals on": {
        "task": "mentoring.tasks.pass_lapsed_proposals_on",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "pass lapsed seats of days on": {
        "task": "learning_days.tasks.pass_lapsed_seats_on",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "forget needs": {"task": "learning_days.tasks.forget_old_needs", "schedule": 3600.0},
    "set reviews in conflict aside": {
        "task": "academy.tasks.set_reviews_in_conflict_aside",
        "schedule": 600.0,
        "options": {"expires": 590},
    },
    "carry what is due": {"task": "notices.tasks.carry_due", "schedule": 60.0, "options": {"expires": 55}},
}


class SweepAtStart(bootsteps.StartStopStep):
    """A worker that has just reached the broker looks at once for what was lost while it could not."""

    requires = {"celery.worker.consumer.tasks:Tasks"}

    def start(self, consumer):
        consumer.app.send_task("notices.tasks.carry_due", expires=60, retry=False)


app.steps["consumer"].add(SweepAtStart)
