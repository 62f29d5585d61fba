"""The usual week as a form: a zone, and lines of weekdays with the hours from … to …"""

from django import forms
from django.utils.translation import gettext_lazy as _

from people import time_zones

from ..clocks import blocks_said, hour_said, locale, weekdays
from ..rules import hours as rules
from ..rules.weeks import UnknownZone, zone_of

LEAST_LINES, MOST_LINES, MORE = 3, 30, 3


class ZoneForm(forms.Form):
    """On whose clock the hours are."""

    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("The city whose clock your hours follow. Summer time is counted by itself."),
        error_messages={"required": _("Choose the city whose clock is yours."), "invalid_choice": _("Choose a city.")},
    )

    def __init__(self, *args, held, **kwargs):
        """`held`: the zone of the week as it is kept, or of the profile."""
        super().__init__(*args, initial={"zone": held}, **kwargs)
        self.gone = "" if _exists(held) else held
        choices = time_zones.choices("UTC" if self.gone else held)
        self.fields["zone"].choices = [*([("", _("Choose a city"))] if self.gone else []), *choices]


def _exists(name):
    try:
        return bool(zone_of(name))
    except UnknownZone:
        return False


class LineForm(forms.Form):
    """The same hours on some weekdays; a line without a weekday says nothing."""

    use_required_attribute = False
    mark_optional = False

    days = forms.TypedMultipleChoiceField(
        label=_("Days"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    begins = forms.TypedChoiceField(label=_("From"), coerce=int, required=False, empty_value=None)
    ends = forms.TypedChoiceField(label=_("To"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names, first = weekdays("wide"), locale().first_week_day
        self.fields["days"].choices = [(day % 7, names[day % 7]) for day in range(first, first + 7)]
        hours = [(minute, hour_said(minute)) for minute in range(0, rules.DAY + 1, rules.STEP)]
        self.fields["begins"].choices = [("", "–"), *hours[:-1]]
        self.fields["ends"].choices = [("", "–"), *hours[1:]]

    @property
    def short_days(self):
        """[(check box, short name of its day)]"""
        names = weekdays("abbreviated")
        return [(box, names[int(box.data["value"])]) for box in self["days"].subwidgets]

    def clean(self):
        typed = self.cleaned_data
        if not typed.get("days"):
            return typed
        for name in ("begins", "ends"):
            if name not in self.errors and typed.get(name) is None:
                self.add_error(name, _("Please choose a time."))
        if not self.errors:
            rules.check_line(self.line)
        return typed

    @property
    def line(self):
        """The rules.Line of a valid form, or None."""
        typed = self.cleaned_data
        return rules.Line(tuple(typed["days"]), typed["begins"], typed["ends"]) if typed.get("days") else None


class BaseLines(forms.BaseFormSet):
    """The whole week."""

    def clean(self):
        if not any(self.errors):
            rules.check_apart(self.blocks, said=lambda block: blocks_said([block]))

    @property
    def blocks(self):
        """The blocks of a valid week, in order."""
        return rules.blocks_of([form.line for form in self.forms if form.line])


Lines = forms.formset_factory(
    LineForm, BaseLines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES * 2, validate_max=True
)


def lines_as_kept(blocks):
    """The lines of a week for the form, with empty ones after them."""
    kept = [line._asdict() | {"days": list(line.days)} for line in rules.lines_of(blocks)]
    return [*kept, *[{}] * max(LEAST_LINES - len(kept), 1)]


def with_more_lines(data):
    """What was typed, with three lines more."""
    data = data.copy()
    total = data.get("lines-TOTAL_FORMS", "")
    if total.isdecimal():
        data["lines-TOTAL_FORMS"] = str(min(int(total[:4]) + MORE, MOST_LINES))
    return data
