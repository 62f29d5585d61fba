"""What people hear of workshops: asked to lead one, accepted or declined, placed, moved, cancelled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice

from ..models import WorkshopLead, WorkshopSeat
from ..released import newest

WITHDRAWN, MOVED = Notice.Reason.WITHDRAWN, Notice.Reason.MOVED


def lead_page(notice, workshop):
    return reverse("learning_days:lead", args=[workshop.edition.slug, workshop.pk])


def workshop_page(notice, workshop):
    return workshop.get_absolute_url()


def leads(notice, workshop):
    return WorkshopLead.objects.filter(workshop=workshop, person=notice.recipient_id)


def withdrawn_unless(state):
    """Told as long as the workshop stands in this state, to who leads it or proposed it."""

    def check(notice, workshop):
        is_theirs = workshop.proposed_by_id == notice.recipient_id or leads(notice, workshop).exists()
        return "" if workshop.state in state and is_theirs else WITHDRAWN

    return check


def withdrawn_if_answered(notice, workshop):
    """A question that was taken back, or answered, is not put any more."""
    is_asked = leads(notice, workshop).filter(agreed_at__isnull=True).exists()
    return "" if is_asked and workshop.state in ("proposed", "accepted") else WITHDRAWN


def moved_since(notice, workshop):
    """A later release that changed the workshop again tells of it itself."""
    release = newest(workshop.edition)
    rows = release.content["workshops"] if release else []
    numbers = [row["sequence"] for row in rows if row["id"] == workshop.pk]
    return "" if numbers == [notice.payload["release"]] else MOVED


def withdrawn_unless_leading(notice, workshop):
    return moved_since(notice, workshop) if leads(notice, workshop).exists() else WITHDRAWN


def withdrawn_unless_seated(notice, workshop):
    seats = WorkshopSeat.objects.standing().filter(workshop=workshop, registration__person=notice.recipient_id)
    return moved_since(notice, workshop) if seats.exists() else WITHDRAWN


def as_released(notice, workshop):
    """Where and when, as the release says it: on the venue's clock and on the reader's."""
    told = notice.payload
    starts_at, ends_at = (datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at"))
    venue = ZoneInfo(told["zone"])
    there, own = (_span(starts_at, ends_at, zone) for zone in (venue, None))
    return {**told, "there": there, "own": "" if own == there else own}


def _span(starts_at, ends_at, zone):
    begins, ends = localtime(starts_at, zone), localtime(ends_at, zone)
    return f"{date_format(begins, 'DATETIME_FORMAT')}–{time_format(ends)}"


def always(notice, workshop):
    return True


def kind(name, label, **more):
    """Nobody chooses to miss these: a room is kept, or people come."""
    more = {"may_read": always, "related": ("edition",), "can_choose": False, "url": lead_page, **more}
    return Kind(name=name, label=label, template=f"learning_days/mail/{name}", **more)


KINDS = [
    kind("workshop_lead_asked", _("I am asked to lead a workshop"), check=withdrawn_if_answered),
    kind("workshop_accepted", _("My workshop is accepted"), check=withdrawn_unless(["accepted"])),
    kind(
        "workshop_declined",
        _("My workshop is declined"),
        check=withdrawn_unless(["declined", "cancelled"]),
    ),
    kind(
        "workshop_placed",
        _("My workshop stands in the programme"),
        check=withdrawn_unless_leading,
        context=as_released,
    ),
    kind(
        "workshop_taken_out",
        _("My workshop is taken from the programme"),
        check=withdrawn_unless_leading,
        context=as_released,
    ),
    kind(
        "workshop_moved",
        _("A workshop in which I have a seat is moved"),
        check=withdrawn_unless_seated,
        context=as_released,
        url=workshop_page,
    ),
    kind(
        "workshop_cancelled",
        _("A workshop in which I have a seat is cancelled"),
        check=withdrawn_unless_seated,
        context=as_released,
        url=workshop_page,
    ),
]
