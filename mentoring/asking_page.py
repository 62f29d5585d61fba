"""What the page on which a mentor is asked says first: the deadline, what is not shared, and why it cannot be."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .actions.proposals import check_can_ask
from .models import Proposal
from .rules.proposals import ASKED_DAYS
from .shared_hours import SharedHours
from .slots import moment_said


def page_of(mentor, person, form, now):
    """Everything that templates/mentoring/ask.html reads. `form`: None for who has no open request."""
    page = {
        "mentor": mentor,
        "other": mentor.person,
        "form": form,
        "until": moment_said(now + timedelta(days=ASKED_DAYS), person.time_zone),
        "warnings": warnings_of(mentor, person, timezone.localdate(now)),
        "refusal": "",
        "waiting": None,
    }
    if form is None or form.is_bound:
        return page
    asked = form.fields["request"].initial
    if asked.is_waiting:
        waiting = Proposal.objects.open_at(now).filter(request=asked).select_related("mentor__person").first()
        return page | {"waiting": waiting}
    try:
        check_can_ask(asked, mentor, is_waiting=False, now=now)
    except ValidationError as refusal:
        page["refusal"] = refusal.messages[0]
    return page


def warnings_of(mentor, person, today):
    """What may make it hard: no language, or no hours, in common. Asking is possible all the same."""
    shared, other = SharedHours(person.pk, [mentor.person_id], today), mentor.person_id
    found = []
    if not shared.languages(other):
        found.append(_("Your profiles name no language that you both can talk in."))
    if not shared.has_own_hours:
        found.append(_("You did not say when you have time, so nobody knows whether you share hours."))
    elif not shared.minutes(other):
        found.append(_("You share no hours in your usual weeks."))
    return found
