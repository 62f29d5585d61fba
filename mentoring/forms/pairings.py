"""Forms of a pair at work."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.forms.texts import LanguageChoice
from people.validators import text_validators

from ..models import CheckIn, Concern, Goal, Meeting, Pairing, PairingFeedback

FURTHEST = timedelta(days=183)


class InLanguage(forms.Form):
    """A form with a text in a language: `lang` is its code."""

    lang = LanguageChoice()

    def __init__(self, *args, person, kept="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lang"].offer(person)
        if kept and self.fields["lang"].queryset.filter(code=kept).exists():
            self.initial["lang"] = self.fields["lang"].queryset.get(code=kept)

    def clean_lang(self):
        return self.cleaned_data["lang"].code


class GoalForm(InLanguage):
    text = forms.CharField(
        label=_("Goal"),
        help_text=_("What will you have done in a few weeks? One thing that you can see."),
        max_length=Goal.text.field.max_length,
        validators=Goal.text.field.validators,
    )
    field_order = ["text", "lang"]


class TimeForm(forms.Form):
    """When the pair meets: one of the hours that both have, or another one on the clock of who writes."""

    time = forms.ChoiceField(label=_("Hour"), required=False, choices=[], widget=forms.RadioSelect)
    other = forms.DateTimeField(
        label=_("Another time"),
        help_text=_("On your clock."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    where = forms.CharField(
        label=_("Where"),
        help_text=_("A link to a call, or how to reach you. The other one gets it by mail."),
        required=False,
        max_length=Pairing.meets_where.field.max_length,
        validators=Pairing.meets_where.field.validators,
    )

    def __init__(self, *args, slots, zone, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = [(moment.isoformat(), moment.isoformat()) for moment in slots]
        self.zone, self.now = zone, now

    def full_clean(self):
        """What is typed stands on the clock of `zone`, whatever the zone of the page."""
        with timezone.override(self.zone):
            super().full_clean()

    def clean(self):
        typed = super().clean()
        key, other = typed.get("time"), typed.get("other")
        if not self.errors and not other and not key:
            self.add_error("other", _("Choose one of the hours, or another time."))
        if other and not self.now < other <= self.now + FURTHEST:
            self.add_error("other", _("Choose a time within the next six months."))
        typed["meets_at"] = other or (key and datetime.fromisoformat(key))
        return typed


class MeetingForm(InLanguage):
    """A meeting that took place."""

    held_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("They count towards your certificate, and towards your mentor's experience."),
        min_value=5,
        max_value=8 * 60,
        initial=60,
    )
    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("Only your pair reads them: no organizer, no mail, no export. You can use Markdown."),
        required=False,
        max_length=Meeting.notes.field.max_length,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ["held_on", "minutes", "notes", "lang"]


class CheckInForm(InLanguage):
    """How it goes, in three answers."""

    how = forms.ChoiceField(label=_("How does it go?"), choices=CheckIn.How, widget=forms.RadioSelect)
    wants_help = forms.BooleanField(label=CheckIn.wants_help.field.verbose_name, required=False)
    text = forms.CharField(
        label=_("A line to the organizers"),
        required=False,
        max_length=CheckIn.text.field.max_length,
        validators=CheckIn.text.field.validators,
    )
    field_order = ["how", "wants_help", "text", "lang"]


class FeedbackForm(InLanguage):
    """How it was, and whether the two may be paired again."""

    HELPED = [
        (4, _("4 – very much")),
        (3, _("3 – much")),
        (2, _("2 – somewhat")),
        (1, _("1 – a little")),
        (0, _("0 – not at all")),
    ]
    helped = forms.TypedChoiceField(
        label=_("How much did it help?"),
        choices=HELPED,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What helped, and what would have helped more?"),
        help_text=_("The organizers read it. You can use Markdown."),
        required=False,
        max_length=PairingFeedback.text.field.max_length,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_shared = forms.BooleanField(label=_("The other one may read it, too"), required=False)
    never_again = forms.BooleanField(
        label=_("Do not pair us again"),
        help_text=_("Private: you alone see it, in your list of people to avoid, and the matching obeys it."),
        required=False,
    )
    field_order = ["ending", "helped", "text", "lang", "is_shared", "never_again"]

    def clean(self):
        typed = super().clean()
        if typed.get("text") and typed.get("helped") is None and "helped" not in self.errors:
            self.add_error("helped", _("You wrote something: please also say how much it helped."))
        return typed

    @property
    def said(self):
        """The fields of a PairingFeedback, or nothing where nothing was said."""
        typed = self.cleaned_data
        if typed["helped"] is None:
            return {}
        return {name: typed[name] for name in ("helped", "text", "lang", "is_shared")}


class EndForm(FeedbackForm):
    """How it ends, and how it was."""

    ending = forms.ChoiceField(label=_("How does it end?"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args, is_mentee, **kwargs):
        super().__init__(*args, **kwargs)
        ending = Pairing.Ending
        choices = [(ending.FINISHED, _("We reached what we wanted, or our time is over"))]
        if is_mentee:
            choices.append((ending.CHANGED, _("I would like another mentor: my request stays open")))
            choices.append((ending.STOPPED, _("I stop: I look for nobody else now")))
        else:
            choices.append((ending.STOPPED, _("I stop: somebody else is looked for")))
        self.fields["ending"].choices = choices


class ConcernForm(InLanguage):
    """What happened, for the organizers alone."""

    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("As you would tell it to somebody who helps. You can use Markdown."),
        max_length=Concern.text.field.max_length,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ["text", "lang"]


class InviteForm(forms.Form):
    """Whom a mentor would like to have beside them."""

    mentor = forms.ModelChoiceField(label=_("Co-mentor"), queryset=None, empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = candidates


class BecomeForm(forms.Form):
    """The learnt skills that somebody begins to offer."""

    skills = forms.MultipleChoiceField(label=_("What I can help with"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, skills, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = skills
        self.initial.setdefault("skills", [key for key, _title in skills])
