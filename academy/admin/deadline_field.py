"""A deadline as it is typed: a day with an hour, or a day that counts Anywhere on Earth."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSplitDateTimeWidget

from people.validators import validate_year

from ..rules.applying import check_deadline_has_hour
from ..windows import end_of_day_anywhere, last_day


class DeadlineField(forms.SplitDateTimeField):
    """A day, and an hour that may be left out; answers (the moment, whether an hour was typed)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", UnfoldAdminSplitDateTimeWidget)
        super().__init__(require_all_fields=False, **kwargs)
        self.fields[1].required = False

    def compress(self, parts):
        if not parts or not parts[0]:
            return None
        validate_year(parts[0])
        hour = parts[1] if parts[1] is not None else time()
        moment = datetime.combine(parts[0], hour)
        return timezone.make_aware(moment), parts[1] is not None


class TypedDeadline:
    """For a form with the fields `closes_at` and `closes_anywhere_on_earth`."""

    def clean(self):
        cleaned = super().clean()
        if cleaned is None:
            cleaned = self.cleaned_data
        typed, anywhere = cleaned.get("closes_at"), cleaned.get("closes_anywhere_on_earth")
        if isinstance(typed, tuple):
            cleaned["closes_at"] = self._moment(*typed, anywhere)
        return cleaned

    def _moment(self, moment, has_hour, anywhere):
        """The first moment after the deadline. Where the day counts, the hour does not."""
        try:
            check_deadline_has_hour(moment, anywhere, has_hour)
        except forms.ValidationError as refusal:
            self.add_error("closes_at", refusal)
            return None
        return end_of_day_anywhere(timezone.localdate(moment)) if anywhere else moment


def shown_deadline(cohort):
    """What stands in the field at first: the day that counts, or the moment."""
    if not cohort.closes_anywhere_on_earth:
        return cohort.closes_at
    return timezone.make_aware(datetime.combine(last_day(cohort), time()))


class MoveForm(TypedDeadline, forms.Form):
    """A later deadline, and why."""

    closes_at = DeadlineField(label=_("New deadline"), help_text=_("In your time zone."))
    closes_anywhere_on_earth = forms.BooleanField(
        label=_("the deadline is Anywhere on Earth"),
        help_text=_("The day alone counts: it ends where it ends last on Earth, at noon in UTC of the next day."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=100, help_text=_("Everybody reads it on the page of the cohort.")
    )
