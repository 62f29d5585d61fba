"""Learning Days for calendar programs: an edition for everybody, and each person's own days at a private address."""

from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.feeds.answers import told
from consultations.feeds.calendar_files import answer, calendar_of
from notices.letters import in_words_of

from ..ical import Words, day_event, workshop_event
from ..models import CalendarToken, Edition
from ..own_events import own_events
from ..programme_page import known_names
from ..released import newest, workshops_of


@require_safe
def calendar(request, slug):
    """The days of an edition and the newest release of its programme; who has it already gets a 304."""
    editions = Edition.objects.published_at(timezone.now()).select_related("language")
    edition = get_object_or_404(editions, slug=slug)
    release, days = newest(edition), list(edition.days.order_by("date"))
    workshops = workshops_of(release)
    words = Words(edition, release and release.released_at, *known_names(workshops))
    names = sorted((key, str(person)) for key, person in words.people.items())
    changed = edition.history.aggregate(last=Max("history_id"))["last"]
    stamp = release and release.number, changed, [(day.pk, day.revision, day.title) for day in days], names
    entries = [day_event(day, edition) for day in days] + [workshop_event(item, words) for item in workshops]
    return told(request, f"learning_days:{edition.pk}", stamp, lambda _request: _file(edition, entries))


def _file(edition, entries):
    file = calendar_of("learning days", edition.title)
    for entry in entries:
        file.add_component(entry)
    return answer(file, edition.slug)


@require_safe
def my_calendar(request, token):
    """A person's days, seats and the workshops that the person leads, over all editions: for whoever knows it."""
    rows = CalendarToken.objects.filter(person__is_active=True).select_related("person")
    person = get_object_or_404(rows, token=token).person
    with in_words_of(person):
        file = calendar_of("my learning days", _("My Learning Days"))
        for entry in own_events(person, timezone.now()):
            file.add_component(entry)
        response = answer(file, "my-learning-days", is_private=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
