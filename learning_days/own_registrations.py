"""The days that a person is registered for, on the own page; `config.wiring` names it."""

from django.utils import timezone

from .models import Registration
from .register_page import day_of, held, state_of


def my_learning_days(person):
    """The days to come for which somebody has a seat, is offered one, or waits; the next one first."""
    now = timezone.now()
    rows = Registration.objects.standing().filter(person=person, day__ends_at__gt=now).in_line()
    rows = rows.exclude(pk__in=Registration.objects.lapsed_at(now).filter(person=person).values("pk"))
    rows = rows.filter(day__cancelled_at__isnull=True, day__edition__published_at__lte=now)
    rows = rows.select_related("day__edition__language").order_by("day__starts_at", "pk")
    return {"template": "learning_days/_my_learning_days.html", "rows": [_row(row) for row in rows]}


def _row(registration):
    stands = {"registration": registration, "place": registration.place, "edition": registration.day.edition}
    return day_of(registration) | held(registration) | stands | {"state": state_of(registration)}
