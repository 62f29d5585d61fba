"""One event and everybody's reminder of it, as the benchmarks of the outbox plan and send them."""

from datetime import timedelta

from django.utils import timezone

from notices.kinds import Kind

OCCURRENCE = "learning-days-1"
KINDS = [
    Kind(
        name="bench_reminder",
        label="A reminder of Learning Days",
        template="rig/reminder",
        url=lambda notice, subject: f"/learning-days/{notice.payload['slug']}/",
    ),
]


def everybody():
    from people.models import Person

    return Person.objects.active()


def plan_all(*, now=None):
    """The planner: a reminder for everybody. Beat runs it too, as often as it likes."""
    from notices.actions.planning import plan_for

    return plan_for(
        everybody(),
        kind="bench_reminder",
        key="the-day-before",
        occurrence=OCCURRENCE,
        payload={"slug": "berlin", "title": "Learning Days in Berlin"},
        due_at=(now or timezone.now()) - timedelta(seconds=1),
        grace=timedelta(days=1),
    )


def people(count, *, first=0, in_app=0):
    """People with a confirmed address; the last `in_app` of them want to hear on their own page alone."""
    from allauth.account.models import EmailAddress

    from notices.models import NoticeChoice
    from people.models import Person

    made = Person.objects.bulk_create(
        Person(
            username=f"reader{number}",
            display_name=f"Reader {number}",
            email=f"reader{number}@example.org",
            time_zone=("UTC", "Europe/Berlin", "Africa/Lagos", "Asia/Kolkata")[number % 4],
            interface_language=("en", "es", "fr", "ar")[number % 4],
        )
        for number in range(first, first + count)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in made
    )
    NoticeChoice.objects.bulk_create(
        NoticeChoice(person=person, kind="bench_reminder", channel="in_app") for person in made[count - in_app :]
    )
    return made
