"""What the pages of pledges show, in ready strings."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format

from .models import Edition, Feedback, Pledge, Registration, Sharing
from .released import newest, workshops_of
from .rules import feedback as feedback_rules
from .rules import pledges as rules


def pledge_row(pledge, now):
    """A pledge with its state: {pledge, state: dropped, reported, over or runs, until}; it knows its `reports`."""
    due_at = rules.due_at(pledge)
    return {
        "pledge": pledge,
        "state": _state(pledge, due_at, now),
        "until": date_format(timezone.localtime(due_at)),
        "made": date_format(timezone.localtime(pledge.made_at)),
    }


def _state(pledge, due_at, now):
    if pledge.dropped_at is not None:
        return "dropped"
    if pledge.reports:
        return "reported"
    return "over" if now >= due_at else "runs"


def with_reports(pledges):
    """Adds `reports`: how many reports that everybody may read go on from it."""
    return pledges.annotate(reports=Count("sharings", filter=Q(sharings__hidden_at__isnull=True)))


def reports_of(pledge, person):
    """The reports that go on from it and that this reader may see, the newest first."""
    rows = Sharing.objects.visible_to(person).filter(pledge=pledge)
    return [{"report": row, "day": date_format(row.held_on)} for row in rows.newest_first()]


def workshops_for(edition, kept=None):
    """Pairs (key, title) of the workshops of the newest release; one that a pledge names already stays among them."""
    pairs = {item.id: item.title for item in workshops_of(newest(edition)) if not item.is_cancelled}
    if kept is not None:
        pairs.setdefault(kept.pk, kept.title)
    return list(pairs.items())


def released_title(pledge):
    """The title of the workshop that it came from, as it was released: (title, its language), or None."""
    if pledge.workshop_id is None:
        return None
    found = (item for item in workshops_of(newest(pledge.edition)) if item.id == pledge.workshop_id)
    return next(((item.title, item.lang) for item in found), None)


def can_pledge_more(edition, person, now):
    """Whether this person can pledge something else after the edition."""
    rows = Edition.objects.begun_for(person, now).with_span().filter(pk=edition.pk)
    return any(rules.can_pledge(row, now) for row in rows)


def my_pledges(person):
    """For one's own page: the days that one can still say something about, and the pledges that stand."""
    now = timezone.now()
    pledges = with_reports(Pledge.objects.of(person).standing()).select_related("edition__language")
    return {
        "template": "learning_days/_my_pledges.html",
        "waiting": _days_to_speak_of(person, now),
        "pledges": [pledge_row(row, now) for row in pledges.newest_first()],
        "editions": _to_pledge_after(person, now),
    }


def _days_to_speak_of(person, now):
    told = Feedback.objects.filter(registration__person=person).values("registration")
    rows = Registration.objects.seated().filter(
        person=person,
        day__edition__published_at__lte=now,
        day__cancelled_at__isnull=True,
        day__starts_at__lte=now,
        day__ends_at__gt=now - feedback_rules.OPEN_FOR,
    )
    rows = rows.exclude(pk__in=told).select_related("day__edition__language").order_by("day__date", "pk")
    return [
        {"day": row.day, "until": date_format(timezone.localtime(feedback_rules.closes_at(row.day)))} for row in rows
    ]


def _to_pledge_after(person, now):
    """Editions after which this person can pledge something, and has not."""
    pledged = Pledge.objects.of(person).standing().values("edition")
    rows = Edition.objects.published_at(now).begun_for(person, now).exclude(pk__in=pledged)
    rows = rows.with_span().select_related("language")
    return [row for row in rows.order_by("-begins_at", "pk") if rules.can_pledge(row, now)]
